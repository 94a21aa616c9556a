// Runs n8n's own scanner for community packages on what it would scan after publishing: the sources, and
// the compiled files with package.json. Its verdict ignores warnings, so its rules run a second time here.
import { readdir } from 'node:fs/promises';
import {
	SOURCE_FILE_PATTERNS,
	analyzePackage,
	buildScanConfig,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

const built = await readdir('dist').catch(() => []);
if (built.length === 0) {
	console.error('dist is empty. Run `npm run build` first.');
	process.exit(1);
}

let clean = true;
for (const patterns of [SOURCE_FILE_PATTERNS, ['dist/**/*.js', 'package.json']]) {
	const verdict = await analyzePackage(process.cwd(), patterns);
	const eslint = new ESLint({
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	const findings = results.reduce((sum, file) => sum + file.errorCount + file.warningCount, 0);
	if (!verdict.passed || findings > 0) {
		clean = false;
		console.error(verdict.details ?? verdict.message ?? '');
		console.error((await eslint.loadFormatter('stylish')).format(results));
	} else {
		console.log(`n8n's scanner: ${results.length} files of ${patterns.join(' ')}: clean`);
	}
}
process.exit(clean ? 0 : 1);
