import {
	resolve,
	type Content,
	type Document,
	type Operation,
	type Parameter,
	type Schema,
} from './documents.cts';

/** Where an operation is described: a document's file name, and the path in it. */
export interface Place {
	document: string;
	path: string;
}

/** An operation of a document. @throws when the document has none at this path */
export function operationAt(
	documents: Map<string, Document>,
	{ document, path }: Place,
	method: string,
): { root: Document; operation: Operation } {
	const root = documents.get(document);
	const operation = root?.paths[path]?.[method.toLowerCase()];
	if (!root || !operation) throw new Error(`${document} has no ${method} ${path}`);
	return { root, operation };
}

/** The parameters of an operation and those of its path, of the given kind. */
export function parametersOf(
	root: Document,
	path: string,
	method: string,
	kind: 'path' | 'query',
): Parameter[] {
	const item = root.paths[path];
	return [...(item.parameters ?? []), ...(item[method.toLowerCase()]?.parameters ?? [])]
		.map((parameter) => resolve<Parameter>(root, parameter))
		.filter((parameter) => parameter.in === kind);
}

/** The schema of a JSON body; undefined when none is described. */
export function bodySchema(content: Content | undefined): Schema | undefined {
	return content?.['application/json']?.schema;
}

/**
 * Where the request to this path is described: as a literal path before one with parameters.
 * @param path as requested, from `/stores` on
 * @param fits whether the value may stand for the parameter
 */
export function findOperation(
	documents: Map<string, Document>,
	method: string,
	path: string,
	fits: (root: Document, parameter: Parameter, value: string) => boolean,
): Place | undefined {
	const [, version, rest] = /^\/stores\/[^/]+\/(v2|v3)(\/.*)$/.exec(path) ?? [];
	const places: Place[] = [];
	for (const [document, root] of documents) {
		if (!root.servers[0].url.endsWith(`/${version}`)) continue;
		for (const template of Object.keys(root.paths)) {
			if (!root.paths[template][method.toLowerCase()]) continue;
			const values = valuesOf(template, rest);
			const parameters = parametersOf(root, template, method, 'path');
			const isRight = Object.entries(values ?? {}).every(([name, value]) => {
				const parameter = parameters.find((one) => one.name === name);
				return !parameter || fits(root, parameter, value);
			});
			if (values && isRight) places.push({ document, path: template });
		}
	}
	return places.find((place) => place.path === rest) ?? places[0];
}

/** The values that a path has for a template's parameters; undefined when it does not match. */
function valuesOf(template: string, path: string): Record<string, string> | undefined {
	const pattern = template.replace(/{(\w+)}/g, '(?<$1>[^/]+)');
	const match = new RegExp(`^${pattern}$`).exec(path);
	return match ? { ...match.groups } : undefined;
}
