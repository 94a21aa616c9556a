import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** A BigCommerce OpenAPI document, as far as it is looked into. */
export interface Document {
	servers: Array<{ url: string }>;
	paths: Record<string, PathItem>;
	[member: string]: unknown;
}

export type PathItem = { parameters?: Parameter[] } & Record<string, Operation | undefined>;

export interface Operation {
	parameters?: Array<Parameter | Reference>;
	requestBody?: { required?: boolean; content?: Content };
	responses: Record<string, { content?: Content } | Reference>;
}

export interface Parameter {
	name: string;
	in: string;
	required?: boolean;
	schema: Schema;
}

export type Schema = Record<string, unknown>;
export type Content = Record<string, { schema?: Schema }>;
export interface Reference {
	$ref: string;
}

/** The documents that describe what the nodes use. */
export const DOCUMENTS = [
	'orders.v2.oas2.yml',
	'orders.v3.yml',
	'store_information.v2.yml',
	'webhooks.v3.yml',
	'channels.v3.yml',
	'sites.v3.yml',
	'customers.v3.yml',
	'products_catalog.v3.yml',
	'product-variants_catalog.v3.yml',
];

const FOLDER =
	process.env.BIGCOMMERCE_OPENAPI ?? join(__dirname, '../../../shared/bigcommerce-openapi');

/** Whether the documents are at hand: they carry no licence, so the project has no copy of them. */
export const hasDocuments = existsSync(join(FOLDER, DOCUMENTS[0]));

const read = new Map<string, unknown>();

/** A fresh copy of a document, which may be changed. */
export function readDocument(name: string): Document {
	if (!read.has(name)) read.set(name, load(readFileSync(join(FOLDER, name), 'utf8')));
	return structuredClone(read.get(name)) as Document;
}

/** What a reference inside the document leads to; anything else as it is. */
export function resolve<T>(document: Document, value: T | Reference): T {
	if (!isReference(value)) return value;
	const target = value.$ref
		.split('/')
		.slice(1)
		.reduce<unknown>(
			(node, key) =>
				(node as Record<string, unknown>)?.[key.replace(/~1/g, '/').replace(/~0/g, '~')],
			document,
		);
	if (target === undefined) throw new Error(`The document has no ${value.$ref}`);
	return resolve(document, target as T | Reference);
}

function isReference(value: unknown): value is Reference {
	return typeof value === 'object' && value !== null && '$ref' in value;
}
