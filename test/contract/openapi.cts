import Ajv2019, { type ErrorObject, type ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { applyDeviation } from './applyDeviation.cts';
import { deviations as allDeviations, type Deviation } from './deviations.cts';
import {
	DOCUMENTS,
	readDocument,
	resolve,
	type Document,
	type Parameter,
	type Schema,
} from './documents.cts';
import { jsonSchema } from './jsonSchema.cts';
import { bodySchema, findOperation, operationAt, parametersOf, type Place } from './operations.cts';

/** What is wrong, as sentences; empty when all is right. */
export type Complaints = string[];

/** A request as the sandbox's log keeps it. `path` as received, without the query. */
export interface CheckedRequest {
	method: string;
	path: string;
	query?: Record<string, string>;
	body?: unknown;
}

export interface CheckedAnswer {
	method: string;
	path: string;
	status: number;
	body: unknown;
}

/** BigCommerce's OpenAPI documents, corrected by the deviations, as something to check against. */
export class OpenApi {
	private readonly ajv = addFormats(new Ajv2019({ strict: false, allErrors: true }));
	private readonly coercing = addFormats(new Ajv2019({ strict: false, coerceTypes: true }));
	private readonly documents: Map<string, Document>;
	private readonly parameterValidators = new Map<Parameter, ValidateFunction>();
	private readonly validators = new Map<string, (value: unknown) => Complaints>();

	/** @param names which documents to read, all by default */
	constructor(deviations: Deviation[] = allDeviations, names = DOCUMENTS) {
		this.documents = new Map(names.map((name) => [name, readDocument(name)]));
		for (const deviation of deviations) applyDeviation(this.documents, deviation);
	}

	/**
	 * @param document a file name of `DOCUMENTS`
	 * @param path as in the document, e.g. `/orders/{order_id}`
	 * @returns checks a parsed body; '' and undefined stand for no body
	 * @throws when the document does not describe the operation
	 */
	responseValidator(
		document: string,
		method: string,
		path: string,
		status: number,
	): (body: unknown) => Complaints {
		const { root, operation } = operationAt(this.documents, { document, path }, method);
		const documented = operation.responses[String(status)];
		if (!documented) return () => [`status ${status} is not documented`];
		const schema = bodySchema(resolve(root, documented).content);
		if (!schema) return (body) => (isEmpty(body) ? [] : ['no body is documented']);
		return this.validator(`${document} ${method} ${path} ${status}`, root, schema);
	}

	/**
	 * @returns checks the names and types of a query (as strings, as it comes over the wire), and a body
	 * @throws when the document does not describe the operation
	 */
	requestValidator(
		document: string,
		method: string,
		path: string,
	): (request: { query?: Record<string, string>; body?: unknown }) => Complaints {
		const { root, operation } = operationAt(this.documents, { document, path }, method);
		const parameters = parametersOf(root, path, method, 'query');
		const requestBody = operation.requestBody && resolve(root, operation.requestBody);
		const checkBody = (body: unknown): Complaints => {
			if (isEmpty(body)) return requestBody?.required ? ['the body is missing'] : [];
			const schema = bodySchema(requestBody?.content);
			if (!schema) return ['no body is documented'];
			return this.validator(`${document} ${method} ${path}`, root, schema)(body);
		};
		return ({ query = {}, body }) => [
			...Object.keys(query)
				.filter((name) => !parameters.some((one) => one.name === name))
				.map((name) => `query parameter ${name} is not documented`),
			...parameters.flatMap((parameter) =>
				this.checkParameter(root, parameter, query[parameter.name]),
			),
			...checkBody(body),
		];
	}

	/** Everything that is wrong with a request to BigCommerce, its path included. */
	checkRequest({ method, path, query, body }: CheckedRequest): Complaints {
		const found = this.find(method, path);
		if (!found) return [`no document describes ${method} ${path}`];
		const validate = this.requestValidator(found.document, method, found.path);
		return validate({ query, body }).map((complaint) => `${method} ${path}: ${complaint}`);
	}

	/** Everything that is wrong with an answer to a request. */
	checkAnswer({ method, path, status, body }: CheckedAnswer): Complaints {
		const found = this.find(method, path);
		if (!found) return [`no document describes ${method} ${path}`];
		const validate = this.responseValidator(found.document, method, found.path, status);
		return validate(body).map((complaint) => `${method} ${path} ${status}: ${complaint}`);
	}

	/** The schema of an answer's body, references and all. */
	responseSchema(document: string, method: string, path: string, status: number): Schema {
		const { root, operation } = operationAt(this.documents, { document, path }, method);
		const response = resolve(root, operation.responses[String(status)]);
		return jsonSchema(root, bodySchema(response.content) ?? {});
	}

	/** Where a request is described; undefined when it is nowhere. */
	find(method: string, path: string): Place | undefined {
		return findOperation(
			this.documents,
			method,
			path,
			(root, parameter, value) => this.checkParameter(root, parameter, value).length === 0,
		);
	}

	/** Values come as strings: they are read as the type that the document has for them. */
	private checkParameter(root: Document, parameter: Parameter, value?: string): Complaints {
		const { name, required } = parameter;
		if (value === undefined) return required ? [`parameter ${name} is missing`] : [];
		const schema = resolve(root, parameter.schema);
		const read = schema.type === 'array' ? value.split(',') : value;
		let validate = this.parameterValidators.get(parameter);
		if (!validate) {
			const properties = { [name]: jsonSchema(root, schema) };
			validate = this.coercing.compile({ type: 'object', properties });
			this.parameterValidators.set(parameter, validate);
		}
		return validate({ [name]: read }) ? [] : sentences(validate.errors);
	}

	private validator(key: string, root: Document, schema: Schema): (value: unknown) => Complaints {
		let validate = this.validators.get(key);
		if (!validate) {
			const compiled = this.ajv.compile(jsonSchema(root, schema));
			validate = (value) => (compiled(value) ? [] : sentences(compiled.errors));
			this.validators.set(key, validate);
		}
		return validate;
	}
}

function isEmpty(body: unknown): boolean {
	return body === undefined || body === null || body === '';
}

/** Places in lists all read `*`, so that what is wrong with every entry is said once. */
function sentences(errors: ErrorObject[] | null | undefined): Complaints {
	const all = (errors ?? []).map(({ instancePath, message, params }) => {
		const place = instancePath.replace(/\/\d+(?=\/|$)/g, '/*') || 'it';
		return `${place} ${message} ${JSON.stringify(params)}`;
	});
	return [...new Set(all)];
}

let corrected: OpenApi | undefined;

/**
 * What is wrong with a request that was made to BigCommerce, e.g. one of `sandbox.requests.log`; empty
 * when its path, query and body are as documented. Needs the documents: see `hasDocuments`.
 */
export function checkRequest(request: CheckedRequest): Complaints {
	corrected ??= new OpenApi();
	return corrected.checkRequest(request);
}

export { hasDocuments } from './documents.cts';
