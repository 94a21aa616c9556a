import path from 'node:path';
import ts from 'typescript';

/** Path from the project's folder, with slashes → content. */
export type Sources = Map<string, string>;

/** A source file that breaks a rule of the house. */
export interface Violation {
	file: string;
	rule: string;
}

const MAX_LINES = 260;

const BIG_COMMERCE = 'nodes/BigCommerce/';
const CONVERGE = 'nodes/Converge/';
const SHARED = 'nodes/shared/';
const VALUES = `${CONVERGE}values/`;
/** The rooms of `nodes/Converge` that know nothing of an order; every other room maps one. */
const NEUTRAL_ROOMS = ['api', 'event', 'values'];

/** From one of these folders no file of the other may be reached, not even through a third file. */
const WALLS: Array<{ from: string; to: string; rule: string }> = [
	{
		from: `${BIG_COMMERCE}trigger/`,
		to: `${BIG_COMMERCE}resources/`,
		rule: 'trigger/ must not import resources/',
	},
	{
		from: `${BIG_COMMERCE}resources/`,
		to: `${BIG_COMMERCE}trigger/`,
		rule: 'resources/ must not import trigger/',
	},
	{ from: CONVERGE, to: BIG_COMMERCE, rule: 'Converge must not import BigCommerce' },
	{ from: SHARED, to: BIG_COMMERCE, rule: 'shared/ must not import BigCommerce' },
	{ from: SHARED, to: CONVERGE, rule: 'shared/ must not import Converge' },
];

/** Checks the source files of `nodes/` and `credentials/` against the rules of the house. */
export function layoutViolations(sources: Sources): Violation[] {
	const graph = new Map([...sources].map(([file, text]) => [file, importsOf(file, text, sources)]));
	return [
		...[...sources].flatMap(([file, text]) => ownViolations(file, text)),
		...walls(graph),
		...valuesViolations(graph),
		...sharedViolations(graph),
		...fieldNameViolations(sources),
	].sort((a, b) => `${a.file}${a.rule}`.localeCompare(`${b.file}${b.rule}`));
}

/** The source files that a file imports, exports from, or names in a type, by relative path. */
function importsOf(file: string, text: string, sources: Sources): string[] {
	return ts
		.preProcessFile(text, true, true)
		.importedFiles.map(({ fileName }) => fileName)
		.filter((name) => name.startsWith('.'))
		.map((name) => path.posix.join(path.posix.dirname(file), name))
		.flatMap((target) =>
			[target, `${target}.ts`, `${target}/index.ts`].filter((each) => sources.has(each)),
		);
}

function ownViolations(file: string, text: string): Violation[] {
	const found: Violation[] = [];
	const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
	if (lines > MAX_LINES) found.push({ file, rule: `more than ${MAX_LINES} lines (${lines})` });
	const inBigCommerce = file.startsWith(BIG_COMMERCE) && file.slice(BIG_COMMERCE.length);
	if (inBigCommerce && !inBigCommerce.includes('/') && !inBigCommerce.endsWith('.node.ts')) {
		found.push({ file, rule: 'only node files lie flat in nodes/BigCommerce' });
	}
	if (hasIndexSignature(text)) {
		found.push({ file, rule: 'an index signature lets misspelt fields compile' });
	}
	return found;
}

function hasIndexSignature(text: string): boolean {
	const isOrHas = (node: ts.Node): boolean =>
		ts.isIndexSignatureDeclaration(node) || (ts.forEachChild(node, isOrHas) ?? false);
	return isOrHas(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest));
}

function walls(graph: Map<string, string[]>): Violation[] {
	const mapping = [...graph.keys()].filter(isMapping);
	const deliveryWall = mapping.map((from) => ({
		...{ from, to: `${CONVERGE}api/` },
		rule: 'mapping must not import delivery (api/)',
	}));
	return [...WALLS, ...deliveryWall].flatMap(({ from, to, rule }) =>
		[...graph.keys()]
			.filter((file) => file.startsWith(from))
			.flatMap((file) => {
				const way = wayTo(file, (target) => target.startsWith(to), graph);
				return way ? { file, rule: `${rule}: ${way.join(' → ')}` } : [];
			}),
	);
}

function isMapping(file: string): boolean {
	const [room, ...rest] = file.startsWith(CONVERGE) ? file.slice(CONVERGE.length).split('/') : [''];
	return rest.length > 0 && room !== 'api';
}

function valuesViolations(graph: Map<string, string[]>): Violation[] {
	return [...graph]
		.filter(([file]) => file.startsWith(VALUES))
		.flatMap(([file, targets]) =>
			targets
				.filter((target) => !target.startsWith(VALUES))
				.map((target) => ({ file, rule: `values/ must not import from outside: ${target}` })),
		);
}

/**
 * In `shared/` lies what both nodes use. A utility that imports none of our files may lie there too when
 * several rooms of one node use it.
 */
function sharedViolations(graph: Map<string, string[]>): Violation[] {
	const usersOf = (file: string) =>
		[...graph.keys()].filter((from) => graph.get(from)!.includes(file));
	return [...graph.keys()]
		.filter((file) => file.startsWith(SHARED))
		.filter((file) => {
			const rooms = new Set(usersOf(file).map((user) => path.posix.dirname(user)));
			const isUtility = graph.get(file)!.length === 0 && rooms.size > 1;
			return !isUtility && ![BIG_COMMERCE, CONVERGE].every((node) => uses(node, file, graph));
		})
		.map((file) => ({ file, rule: 'shared/ holds only what both nodes use' }));
}

function uses(node: string, file: string, graph: Map<string, string[]>): boolean {
	return [...graph.keys()].some(
		(from) => from.startsWith(node) && wayTo(from, (target) => target === file, graph),
	);
}

/** Names of BigCommerce's that appear in `nodes/Converge` outside the rooms that map an order. */
function fieldNameViolations(sources: Sources): Violation[] {
	const fields = new Set(snakeCaseNames(sources.get(`${SHARED}orderItem.ts`) ?? ''));
	for (const name of snakeCaseNames(sources.get(`${CONVERGE}event/types.ts`) ?? '')) {
		fields.delete(name);
	}
	return [...sources]
		.filter(([file]) => file.startsWith(CONVERGE) && !mapsAnOrder(file))
		.flatMap(([file, text]) =>
			snakeCaseNames(text)
				.filter((name) => fields.has(name))
				.map((name) => ({ file, rule: `only mapping rooms may know BigCommerce's ${name}` })),
		);
}

function mapsAnOrder(file: string): boolean {
	const [room, ...rest] = file.slice(CONVERGE.length).split('/');
	return rest.length > 0 && !NEUTRAL_ROOMS.includes(room);
}

/** The identifiers and string literals in snake_case, each once; comments do not count. */
function snakeCaseNames(text: string): string[] {
	const names = new Set<string>();
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
			if (/^[a-z]+(_[a-z0-9]+)+$/.test(node.text)) names.add(node.text);
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', text, ts.ScriptTarget.Latest));
	return [...names];
}

/** The shortest way of imports from a file to one that is wanted; nothing when there is none. */
function wayTo(
	from: string,
	isWanted: (file: string) => boolean,
	graph: Map<string, string[]>,
): string[] | undefined {
	const ways = [[from]];
	const seen = new Set([from]);
	for (let way = ways.shift(); way; way = ways.shift()) {
		for (const target of graph.get(way[way.length - 1]) ?? []) {
			if (isWanted(target)) return [...way, target];
			if (!seen.has(target)) ways.push([...way, target]);
			seen.add(target);
		}
	}
	return undefined;
}
