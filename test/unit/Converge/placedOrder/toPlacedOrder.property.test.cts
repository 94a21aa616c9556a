import Ajv from 'ajv';
import fc from 'fast-check';
import {
	toPlacedOrder,
	type MappingOptions,
} from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { MappingError } from '../../../../nodes/Converge/event/mappingError';
import { convergeEventSchema } from '../../../support/convergeEvent.schema.cts';
import { line, orderItem } from '../../../support/orders.cts';
import { anyOptions, anyPlacedOrder } from './arbitraryOrder.cts';

const runs = { numRuns: 400 };
const isAccepted = new Ajv({ allErrors: true, strict: false }).compile(convergeEventSchema);

const eventOf = (order: unknown, options: unknown) =>
	toPlacedOrder(order, options as MappingOptions).event;

/** As deep as it goes: whoever writes into it throws. */
function frozen<T>(value: T): T {
	if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
		Object.freeze(value);
		Object.values(value).forEach(frozen);
	}
	return value;
}

/** Every value in an event, at any depth. */
function* leaves(value: unknown): Generator<unknown> {
	if (typeof value !== 'object' || value === null) yield value;
	else for (const member of Object.values(value)) yield* leaves(member);
}

test('any placed order becomes an event that Converge takes', () => {
	fc.assert(
		fc.property(anyPlacedOrder, anyOptions, (order, options) => {
			const event = eventOf(order, options);
			// What is sent is the JSON, in which NaN would be null.
			isAccepted(JSON.parse(JSON.stringify(event)));
			expect(isAccepted.errors ?? []).toEqual([]);
		}),
		runs,
	);
});

test('no event contains null, undefined, a blank string or NaN', () => {
	fc.assert(
		fc.property(anyPlacedOrder, anyOptions, (order, options) => {
			for (const leaf of leaves(eventOf(order, options))) {
				expect(['string', 'number', 'boolean']).toContain(typeof leaf);
				if (typeof leaf === 'string') expect(leaf.trim()).not.toBe('');
				if (typeof leaf === 'number') expect(leaf).not.toBeNaN();
			}
		}),
		runs,
	);
});

test('the same order gives the same event, and stays as it is', () => {
	fc.assert(
		fc.property(anyPlacedOrder, anyOptions, (order, options) => {
			const before = structuredClone(order);
			const first = eventOf(frozen(order), options);
			expect(eventOf(order, options)).toEqual(first);
			expect(order).toEqual(before);
			// Whoever changes the event changes nothing else.
			frozen(first);
			expect(eventOf(before, options)).toEqual(first);
		}),
		runs,
	);
});

test('amounts have at most four decimals, as at BigCommerce', () => {
	fc.assert(
		fc.property(anyPlacedOrder, anyOptions, (order, options) => {
			const { properties } = eventOf(order, { ...options, properties: {} });
			const amounts = [properties, ...properties.items].flatMap((part) =>
				Object.values(part).filter((value): value is number => typeof value === 'number'),
			);
			for (const amount of amounts) expect(Number(amount.toFixed(4))).toBe(amount);
		}),
		runs,
	);
});

test('an order that is not placed never becomes an event', () => {
	fc.assert(
		fc.property(anyPlacedOrder, fc.constantFrom(0, 1, 5, 6, '0', '5'), (order, status_id) => {
			expect(() => eventOf({ ...order, status_id, is_placed: null }, {})).toThrow(/is not placed/);
		}),
		{ numRuns: 100 },
	);
});

test('whatever is given becomes an event or is rejected with a MappingError', () => {
	const changed = <T extends object>(whole: T) =>
		fc
			.tuple(fc.constantFrom(...Object.keys(whole)), fc.jsonValue())
			.map(([member, value]) => ({ ...whole, [member]: value }));
	const item = fc.oneof(
		changed(orderItem()),
		changed(line()).map((one) => orderItem({ products: [one] })),
		fc.jsonValue().map((consignments) => orderItem({ products: null, consignments })),
		fc.jsonValue(),
	);
	fc.assert(
		fc.property(item, (given) => {
			let event;
			try {
				event = eventOf(given, {});
			} catch (error) {
				expect(error).toBeInstanceOf(MappingError);
				return;
			}
			isAccepted(JSON.parse(JSON.stringify(event)));
			expect(isAccepted.errors ?? []).toEqual([]);
		}),
		{ numRuns: 2_000 },
	);
});
