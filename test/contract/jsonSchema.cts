import { resolve, type Document, type Schema } from './documents.cts';

/**
 * An OpenAPI 3.0 schema as JSON Schema 2019-09, references replaced by what they lead to.
 *
 * Objects with members are closed, so that a member the document does not have is noticed. `oneOf`
 * becomes `anyOf`: an empty list is right for every variant that is a list, and must not be wrong
 * therefore. `nullable` adds null to the type, as does
 * `x-nullable`, which some documents have instead.
 * @param isPart for a member of an `allOf`, which the whole closes
 */
export function jsonSchema(document: Document, schema: Schema, isPart = false): Schema {
	const source = resolve<Schema>(document, schema);
	const convert = (part: unknown, asPart = false) => jsonSchema(document, part as Schema, asPart);
	const result: Schema = {};
	for (const key of COPIED) {
		if (source[key] !== undefined) result[key] = source[key];
	}
	if (source.items) result.items = convert(source.items);
	if (source.allOf) result.allOf = (source.allOf as Schema[]).map((part) => convert(part, true));
	const variants = source.anyOf ?? source.oneOf;
	if (variants) result.anyOf = (variants as Schema[]).map((variant) => convert(variant));
	const properties = Object.entries((source.properties ?? {}) as Record<string, Schema>);
	if (properties.length) {
		result.properties = Object.fromEntries(
			properties.map(([name, property]) => [name, convert(property)]),
		);
	}
	const additional = source.additionalProperties;
	if (typeof additional === 'boolean') result.additionalProperties = additional;
	else if (additional) result.additionalProperties = convert(additional);
	else if (!isPart && (properties.length || source.allOf)) result.unevaluatedProperties = false;
	return source.nullable || source['x-nullable'] ? { anyOf: [{ type: 'null' }, result] } : result;
}

const COPIED = [
	...['type', 'enum', 'format', 'required', 'pattern'],
	...['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems'],
];
