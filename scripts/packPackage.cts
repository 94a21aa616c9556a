import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.join(__dirname, '..');
const exec = promisify(execFile);
const shell = process.platform === 'win32';

/** Packs this package, as built, into a folder and returns the tarball's path. Rejects when it is not built. */
export async function packPackage(folder: string): Promise<string> {
	if (!existsSync(path.join(root, 'dist'))) {
		throw new Error('The package is not built: run "npm run build" first.');
	}
	const destination = await mkdtemp(path.join(folder, 'packed-'));
	await exec('npm', ['pack', '--ignore-scripts', '--pack-destination', destination], {
		cwd: root,
		shell,
	});
	const [tarball] = await readdir(destination);
	return path.join(destination, tarball);
}

/**
 * Installs a tarball of this package into an n8n user folder with the steps of n8n's own "Install
 * community node" (CommunityPackagesService.downloadPackage): unpack the package, remove its peer and
 * development dependencies so that it shares n8n's n8n-workflow, and install the rest without running
 * scripts.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
		name: string;
		version: string;
	};
	const nodes = path.join(userFolder, '.n8n/nodes');
	const target = path.join(nodes, 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await exec('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);

	const manifest = path.join(target, 'package.json');
	const content = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, unknown>;
	delete content.devDependencies;
	delete content.peerDependencies;
	delete content.optionalDependencies;
	await writeFile(manifest, JSON.stringify(content, null, 2));
	await exec(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		{ cwd: target, shell },
	);
	const ledger = { name: 'installed-nodes', private: true, dependencies: { [name]: version } };
	await writeFile(path.join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
}
