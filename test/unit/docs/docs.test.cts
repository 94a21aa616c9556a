import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';

const root = path.join(__dirname, '../../..');
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
	cwd: root,
	encoding: 'utf8',
});
const pages = listed.split('\n').filter(Boolean);
const own = 'https://github.com/bigcommerce-converge/n8n-nodes-bigcommerce-converge';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** The anchors that GitHub generates for a page's headings. */
function anchorsOf(page: string): string[] {
	const headings = [...withoutCode(page).matchAll(/^#{1,6} +(.+)$/gm)].map(([, text]) => text);
	return headings.map((text) =>
		text
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-'),
	);
}

function withoutCode(page: string): string {
	return page.replace(/^```[\s\S]*?^```/gm, '');
}

/** Why a link from a page is broken; undefined when it is not. */
function broken(link: string, from: string): string | undefined {
	const [target, anchor] = link.split('#');
	const file = target ? path.join(path.dirname(from), decodeURI(target)) : from;
	if (!existsSync(path.join(root, file))) return `${from}: ${link}: no such file`;
	if (!anchor || anchorsOf(read(file)).includes(anchor)) return undefined;
	return `${from}: ${link}: no such heading`;
}

function linksOf(page: string): string[] {
	return [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
}

test('the check finds broken links', () => {
	expect(broken('docs/nowhere.md', 'README.md')).toContain('no such file');
	expect(broken('docs/setup.md#nothing', 'README.md')).toContain('no such heading');
	expect(broken('docs/setup.md#bigcommerce-api', 'README.md')).toBeUndefined();
	expect(linksOf('[a](b.md)\n```\n[c](d.md)\n```')).toEqual(['b.md']);
});

test.each(pages)('%s has no broken link', (page) => {
	const inside = linksOf(read(page)).filter((link) => !/^[a-z]+:/i.test(link));
	expect(inside.map((link) => broken(link, page)).filter(Boolean)).toEqual([]);
});

test('links in nodes and credentials lead to existing pages of this project', () => {
	const files = execFileSync(
		'git',
		['ls-files', '-co', '--exclude-standard', 'nodes', 'credentials'],
		{
			cwd: root,
			encoding: 'utf8',
		},
	);
	const links = files
		.split('\n')
		.filter((file) => file && existsSync(path.join(root, file)))
		.flatMap((file) => read(file).match(new RegExp(`${own}[^\\s"']*`, 'g')) ?? [])
		.map((url) =>
			url
				.slice(own.length)
				.replace(/^#readme$/, '')
				.replace('/blob/main/', ''),
		);
	expect(links.length).toBeGreaterThan(0);
	const inside = links.filter(Boolean);
	expect(inside.map((link) => broken(link, 'README.md')).filter(Boolean)).toEqual([]);
});

test('every picture is used, and all together stay below 1 MB', () => {
	const pictures = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'docs/pictures'], {
		cwd: root,
		encoding: 'utf8',
	})
		.split('\n')
		.filter(Boolean);
	const shown = pages.flatMap((page) =>
		linksOf(read(page)).map((link) => path.join(path.dirname(page), link)),
	);
	expect(pictures.filter((picture) => !shown.includes(picture))).toEqual([]);
	const bytes = pictures.map((picture) => readFileSync(path.join(root, picture)).length);
	expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_000_000);
});

test('the pages name the versions of this package and of the tested n8n', () => {
	const { version } = JSON.parse(read('package.json')) as { version: string };
	const { dependencies } = JSON.parse(read('scripts/n8n/package.json')) as {
		dependencies: { n8n: string };
	};
	expect(read('README.md')).toContain(`Tested with n8n ${dependencies.n8n}.`);
	expect(read('docs/docker.md')).toContain(`image: n8nio/n8n:${dependencies.n8n}\n`);
	expect(read('docs/setup.md')).toContain(`n8n-nodes-bigcommerce-converge-${version}.tgz`);
});

test('the compose file in docs/docker.md runs n8n with the settings that docs/setup.md asks for', () => {
	const [, yaml] = /```yaml\n([\s\S]*?)```/.exec(read('docs/docker.md'))!;
	const { services, volumes } = load(yaml) as {
		services: Record<string, { environment?: object; volumes: string[]; ports?: string[] }>;
		volumes: object;
	};
	const settings = [...read('docs/setup.md').matchAll(/^\| `(N8N_\w+)=/gm)].map(([, name]) => name);
	expect(settings).toHaveLength(4);
	expect(Object.keys(services.n8n.environment!)).toEqual(expect.arrayContaining(settings));
	expect(services.n8n.volumes).toEqual(['n8n:/home/node/.n8n']);
	expect(Object.keys(volumes)).toEqual(Object.keys(services));
	expect(services.caddy.ports).toEqual(['80:80', '443:443']);
});
