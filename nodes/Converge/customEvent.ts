import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { CUSTOM_EVENT_NAME } from './customEventFields';
import type { ConvergeEvent } from './event/types';
import { checkSpecification, suspiciousNames } from './event/specification';
import { documentedMembers, validateEvent } from './event/validateEvent';
import { MappingError } from './placedOrder/mappingError';
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
	const isFromFields = context.getNodeParameter('eventFrom', index, 'item') === 'fields';
	const given = isFromFields ? fieldsOf(context, index) : context.getInputData()[index].json;
	const { event, omitted } = documentedMembers(given);
	const problems = validateEvent(event);
	if (problems.length > 0) throw invalid(problems);
	const valid = event as unknown as ConvergeEvent;
	const differences = checkSpecification(valid);
	if (differences.length > 0) throw invalid(differences);
	return { event: valid, omitted, suspicious: suspiciousNames(valid) };
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
	const timestamp = read('timestamp');
	const aliases = read('aliases', []);
	return {
		event_name: toText(name === CUSTOM_EVENT_NAME ? read('customEventName') : name),
		event_id: toText(read('eventId')),
		...(isBlank(timestamp) ? {} : { timestamp: timestamp as string }),
		properties: parseObject(read('properties', {}), 'Properties'),
		profile_properties: parseObject(read('profileProperties', {}), 'Profile Properties'),
		aliases: [aliases].flat().filter((alias) => !isBlank(alias)) as string[],
	};
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
