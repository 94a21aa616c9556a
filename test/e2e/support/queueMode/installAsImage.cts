import { readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from '../../../../scripts/processes.cts';
import { queueModeFolder } from '../../../support/composeFile.cts';

/**
 * Installs a tarball of this package into a user folder with the command of the Dockerfile in
 * `deploy/queue-mode`.
 */
export async function installAsImage(tarball: string, userFolder: string): Promise<void> {
	const dockerfile = readFileSync(path.join(queueModeFolder, 'Dockerfile'), 'utf8');
	const [, command] = /^RUN (?:--mount=\S+ )?((?:.*\\\n)*.*)$/m.exec(dockerfile)!;
	const here = command.replaceAll('/home/node/', `${userFolder}/`);
	await run('sh', ['-ec', here], {
		cwd: userFolder,
		env: { ...process.env, PACKAGE: tarball },
		logFile: path.join(userFolder, 'install.log'),
	});
}
