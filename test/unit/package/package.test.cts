import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';

// The package as it would be published. `npm test` builds it first.
const root = path.join(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

test('the tarball contains dist, index.js, the changelog, the licence and the readme only', () => {
	const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ files }] = JSON.parse(output) as [{ files: Array<{ path: string }> }];
	const others = files.map((file) => file.path).filter((file) => !file.startsWith('dist/'));
	expect(others.sort()).toEqual([
		'CHANGELOG.md',
		'LICENSE',
		'README.md',
		'index.js',
		'package.json',
	]);
	const kinds = new Set(files.map((file) => path.extname(file.path)));
	expect([...kinds].sort()).toEqual(['', '.js', '.json', '.md', '.svg']);
});

test('the package has no dependencies that n8n would install', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	for (const field of ['optionalDependencies', 'bundledDependencies', 'overrides']) {
		expect(manifest).not.toHaveProperty(field);
	}
});

const loaded = [...manifest.n8n.nodes, ...manifest.n8n.credentials] as string[];
test.each(loaded)('%s exports the class and icons that n8n expects', async (file) => {
	const className = path.basename(file).split('.')[0];
	const { [className]: Type } = (await import(path.join(root, file))) as Record<
		string,
		new () => ICredentialType & INodeType
	>;
	const instance = new Type();
	const icon = (instance.description?.icon ?? instance.icon) as { light: string; dark: string };
	expect(icon.light).not.toBe(icon.dark);
	for (const name of [icon.light, icon.dark]) {
		const icons = path.join(root, path.dirname(file), name.replace('file:', ''));
		expect(existsSync(icons)).toBe(true);
	}
});
