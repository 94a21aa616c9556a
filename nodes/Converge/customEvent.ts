import { createHash } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { CUSTOM_EVENT_NAME } from './customEventFields';
import type { ConvergeEvent } from './event/types';
import { checkSpecification, suspiciousNames } from './event/specification';
import { documentedMembers, validateEvent } from './event/validateEvent';
import { MappingError } from './event/mappingError';
import { isBlank, toText } from './values/fields';

export interface CustomEvent {
	event: ConvergeEvent;
	/** Names of members that are not sent. */
	omitted: string[];
	/** Names that look like slips. */
	suspicious: string[];
}

/**
 * The event of the item at `index`: the item itself, or what the node's fields say.
 *
 * @throws MappingError with everything that is wrong with it
 */
export function customEventOf(context: IExecuteFunctions, index: number): CustomEvent {
	const isFromFields = areFields(context, index);
	const given = isFromFields ? fieldsOf(context, index) : context.getInputData()[index].json;
	const { event, omitted } = documentedMembers(given);
	const problems = validateEvent(event);
	if (problems.length > 0) throw invalid(problems);
	const valid = event as unknown as ConvergeEvent;
	const differences = checkSpecification(valid);
	if (differences.length > 0) throw invalid(differences);
	return { event: valid, omitted, suspicious: suspiciousNames(valid) };
}

/** The event ID that the item at `index` or the node's fields have, valid or not. */
export function eventIdOf(context: IExecuteFunctions, index: number): string | undefined {
	try {
		return toText(
			areFields(context, index)
				? context.getNodeParameter('eventId', index, '')
				: context.getInputData()[index].json.event_id,
		);
	} catch {
		// The field's expression fails, which the event's error says.
		return undefined;
	}
}

/**
 * Returns what checks the events of one execution, one after the other: it throws a MappingError for an
 * event whose ID an earlier one has with other content. The same event may come twice.
 */
export function customEventIds(): (event: ConvergeEvent) => void {
	const contents = new Map<string, string>();
	return (event) => {
		const content = createHash('sha256').update(JSON.stringify(event)).digest('base64');
		const earlier = contents.get(event.event_id) ?? content;
		if (earlier !== content) {
			throw new MappingError(
				`Two different events have the event ID "${event.event_id}": Converge would count them as one`,
				'Give each event an ID of its own, for example by {{ $json.number }}. This one was not sent.',
			);
		}
		contents.set(event.event_id, content);
	};
}

function areFields(context: IExecuteFunctions, index: number): boolean {
	return context.getNodeParameter('eventFrom', index, 'item') === 'fields';
}

function invalid(problems: string[]): MappingError {
	return new MappingError(
		`Invalid Converge event: ${problems.join('; ')}`,
		'Nothing was sent. To send an order, choose the operation Send Order.',
	);
}

function fieldsOf(context: IExecuteFunctions, index: number): IDataObject {
	const read = (name: string, fallback: unknown = '') =>
		context.getNodeParameter(name, index, fallback) as unknown;
	const name = read('eventName');
	const timestamp = timestampOf(read('timestamp'));
	const aliases = read('aliases', []);
	return {
		event_name: toText(name === CUSTOM_EVENT_NAME ? read('customEventName') : name),
		event_id: toText(read('eventId')),
		...(timestamp === undefined ? {} : { timestamp }),
		properties: parseObject(read('properties', {}), 'Properties'),
		profile_properties: parseObject(read('profileProperties', {}), 'Profile Properties'),
		aliases: [aliases].flat().filter((alias) => !isBlank(alias)) as string[],
	};
}

/** A field holds text, also for a number; an expression can give a date. */
function timestampOf(value: unknown): string | number | undefined {
	if (isBlank(value)) return undefined;
	if (typeof value === 'string') return /^\s*\d+\s*$/.test(value) ? Number(value) : value.trim();
	const { toJSON } = value as { toJSON?: unknown };
	return (typeof toJSON === 'function' ? toJSON.call(value) : value) as string | number;
}

/** @throws MappingError when a string is not JSON */
function parseObject(value: unknown, field: string): IDataObject {
	if (isBlank(value)) return {};
	if (typeof value !== 'string') return value as IDataObject;
	try {
		return JSON.parse(value) as IDataObject;
	} catch {
		return notJson(field);
	}
}

function notJson(field: string): never {
	throw new MappingError(
		`The parameter ${field} is not valid JSON`,
		'Enter an object such as {"total_price": 42}. Nothing was sent.',
	);
}
