import type { INode } from 'n8n-workflow';
import { MappingError } from './event/mappingError';
import { isBlank, toText } from './values/fields';

/**
 * Checks the options Event ID and Aliases: what identifies an order or a customer must not be the same
 * for all of them.
 *
 * @param eventId the value of the option for one item
 * @throws MappingError
 */
export function checkIdentifiers({ parameters }: INode, eventId: unknown): void {
	const { eventId: given, aliases } = (parameters.options ?? {}) as {
		eventId?: unknown;
		aliases?: unknown;
	};
	if (isFixed(given)) {
		throw new MappingError(
			`The Event ID "${shown(given)}" is the same for all orders: Converge would count them as one. Remove the option, or use an expression such as {{ $json.id }}`,
			'Without the option Event ID, the event ID is the order ID.',
		);
	}
	if (lacksValue(given, eventId)) {
		throw new MappingError(
			`The expression of the Event ID found nothing in the order and gave "${shown(eventId)}": Converge would count all orders as one. Correct it, for example to {{ $json.id }}, or remove the option`,
			'Without the option Event ID, the event ID is the order ID.',
		);
	}
	const fixedAlias = [aliases].flat().find(isFixed);
	if (fixedAlias !== undefined) {
		throw new MappingError(
			`The alias "${shown(fixedAlias)}" is the same for all orders: Converge would take all customers for one. Remove it, or use an expression such as urn:my_shop:{{ $json.customer_id }}`,
			'An alias identifies one customer.',
		);
	}
}

/**
 * n8n marks an expression by a leading equals sign. It differs from order to order only if it reads
 * an item; the time and the execution differ for each attempt to send the same order.
 */
const READS_AN_ITEM = /^=[^]*\{\{[^]*\$(?:\(|(?:json|input|node|items?|data|fromAI)\b)[^]*\}\}/;

/** What an expression that finds nothing leaves in a text. */
const NOTHING = /(?<![\p{L}\p{N}])(?:undefined|null|NaN)(?![\p{L}\p{N}])|\[object \w+\]/u;

function isFixed(value: unknown): boolean {
	return !isBlank(value) && !(typeof value === 'string' && READS_AN_ITEM.test(value));
}

/** Whether only the text around an expression is left of it, or JavaScript's words for nothing are in it. */
function lacksValue(expression: unknown, value: unknown): boolean {
	if (isBlank(value) || typeof expression !== 'string') return false;
	const id = toText(value);
	const around = expression.slice(1).replace(/\{\{[^]*?\}\}/g, '');
	return id === undefined || id === around.trim() || NOTHING.test(id);
}

function shown(value: unknown): string {
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
