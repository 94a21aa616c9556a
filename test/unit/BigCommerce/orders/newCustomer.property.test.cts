/* Whether an order is its customer's first: as it is placed, and in bulk, over generated histories. */
import fc from 'fast-check';
import { isNewCustomer } from '../../../../nodes/BigCommerce/orders/newCustomer';
import { CustomerHistory } from '../../../../nodes/BigCommerce/resources/order/customerHistory';
import type { OrderSelection } from '../../../../nodes/BigCommerce/resources/order/filters';
import { NewCustomers } from '../../../../nodes/BigCommerce/resources/order/newCustomers';
import type { OrderItem } from '../../../../nodes/shared/orderItem';
import { isPlacedStatus } from '../../../../nodes/shared/orderStatus';
import { asOrder, fakeOrdersApi, type FakeApi, type FakeOrder } from './fakeOrdersApi.cts';

const MINUTE = 60_000;
const START = Date.parse('2026-03-01T00:00:00Z');
const [INCOMPLETE, AWAITING_FULFILLMENT, CANCELLED] = [0, 11, 5];

interface Sketch {
	person: number;
	/** A guest has none. */
	hasId: boolean;
	/** Which of the person's two addresses, or none. */
	email: 0 | 1 | undefined;
	isUpperCase: boolean;
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
	person: fc.nat(3),
	hasId: fc.boolean(),
	email: fc.constantFrom(0 as const, 0 as const, 1 as const, undefined),
	isUpperCase: fc.boolean(),
});

const history = fc.array(sketch, { minLength: 1, maxLength: 14 });

function ordersOf(sketches: Sketch[]): FakeOrder[] {
	return sketches.map((sketch, index) => ({
		...keyFieldsOf(sketch),
		id: 101 + index,
		status_id: INCOMPLETE,
		date_created: new Date(START + index * MINUTE).toUTCString(),
		modified: START + index * MINUTE,
	}));
}

function keyFieldsOf({ person, hasId, email, isUpperCase }: Sketch) {
	const address = `p${person}.${email}@example.com`;
	const written = isUpperCase ? address.toUpperCase() : address;
	return {
		customer_id: hasId ? person + 1 : 0,
		billing_address: email === undefined ? {} : { email: written },
	};
}

const keysOf = ({ customer_id: id, billing_address: { email } }: FakeOrder): string[] => [
	...(id > 0 ? [`id ${id}`] : []),
	...(email ? [email.toLowerCase()] : []),
];

/** By hand, for orders placed one after the other: no former one shares an id or an address. */
function firstsOf(orders: FakeOrder[]): Map<number, boolean | undefined> {
	const seen = new Set<string>();
	return new Map(
		orders.map((order) => {
			const keys = keysOf(order);
			const isNew = keys.length === 0 ? undefined : !keys.some((key) => seen.has(key));
			for (const key of keys) seen.add(key);
			return [order.id, isNew];
		}),
	);
}

/** Places the orders one after the other, and asks at each. */
async function live(orders: FakeOrder[], sequence: FakeOrder[]) {
	const { api } = fakeOrdersApi(orders);
	const answers = new Map<number, boolean | undefined>();
	let now = START + orders.length * MINUTE;
	for (const order of sequence) {
		now += MINUTE;
		order.status_id = AWAITING_FULFILLMENT;
		order.modified = now;
		answers.set(order.id, await isNewCustomer(api, asOrder(order), { placedAt: now }));
	}
	return answers;
}

const selection = (given: Partial<OrderSelection> = {}): OrderSelection =>
	({ hidesHistory: false, isOfAll: true, customers: {}, ...given }) as OrderSelection;

/** Reads the orders from `from` on up to `to`, as Get Many does. */
async function bulk(
	{ api }: FakeApi,
	memory: CustomerHistory,
	orders: FakeOrder[],
	given: Partial<OrderSelection> = {},
) {
	const isCancelled = () => false;
	const range = selection({ minId: orders[0].id, ...given });
	const newCustomers = new NewCustomers({ api, history: memory, selection: range, isCancelled });
	for (const order of orders) newCustomers.see(asOrder(order));
	const placed = orders.filter(({ status_id: status }) => isPlacedStatus(status));
	const items = placed.map((order) => ({ ...order }) as unknown as OrderItem);
	await newCustomers.mark(items, { isFromStart: true });
	return new Map(items.map((item) => [item.id, item.is_new_customer]));
}

test('live, an order is new unless one that was placed before shares its id or address', async () => {
	const scenario = history.chain((sketches) =>
		fc.tuple(
			fc.constant(sketches),
			fc.shuffledSubarray([...sketches.keys()], { minLength: sketches.length }),
		),
	);
	await fc.assert(
		fc.asyncProperty(scenario, async ([sketches, sequence]) => {
			const orders = ordersOf(sketches);
			const placed = sequence.map((index) => orders[index]);
			expect(await live(orders, placed)).toEqual(firstsOf(placed));
		}),
	);
});

test('in bulk, the same orders are new as live where orders are placed by id', async () => {
	await fc.assert(
		fc.asyncProperty(history, fc.nat(14), async (sketches, cut) => {
			const orders = ordersOf(sketches);
			const asPlaced = await live(orders, orders);
			const fake = fakeOrdersApi(orders);
			const memory = new CustomerHistory({});
			const windows = [orders.slice(0, cut), orders.slice(cut)].filter(({ length }) => length > 0);
			const answers = new Map<number, boolean | undefined>();
			for (const window of windows) {
				for (const [id, answer] of await bulk(fake, memory, window)) answers.set(id, answer);
			}
			expect(answers).toEqual(asPlaced);
		}),
	);
});

test('in bulk, the same orders are new where a filter hides some', async () => {
	const shown = fc.array(fc.boolean(), { minLength: 14, maxLength: 14 });
	await fc.assert(
		fc.asyncProperty(history, fc.nat(14), shown, async (sketches, cut, isShown) => {
			const orders = ordersOf(sketches);
			const asPlaced = await live(orders, orders);
			const fake = fakeOrdersApi(orders);
			const memory = new CustomerHistory({});
			const windows = [orders.slice(0, cut), orders.slice(cut)]
				.map((window) => window.filter(({ id }) => isShown[id - orders[0].id]))
				.filter(({ length }) => length > 0);
			for (const window of windows) {
				const answers = await bulk(fake, memory, window, { hidesHistory: true, isOfAll: false });
				for (const [id, answer] of answers) expect([id, answer]).toEqual([id, asPlaced.get(id)]);
			}
		}),
	);
});

test('exactly one order of a person is new, live and in bulk', async () => {
	const withAddress = history.map((all) => all.map((one) => ({ ...one, email: 0 as const })));
	await fc.assert(
		fc.asyncProperty(withAddress, async (sketches) => {
			const orders = ordersOf(sketches);
			const people = new Set(sketches.map(({ person }) => person)).size;
			const count = (answers: Map<number, unknown>) =>
				[...answers.values()].filter((answer) => answer === true).length;
			expect(count(await live(orders, orders))).toBe(people);
			expect(count(await bulk(fakeOrdersApi(orders), new CustomerHistory({}), orders))).toBe(
				people,
			);
		}),
	);
});

test('in bulk, what has changed since former windows is not remembered as it was', async () => {
	const change = fc.record({
		status: fc.constantFrom(INCOMPLETE, AWAITING_FULFILLMENT, CANCELLED),
		// Whom it belongs to from now on.
		owner: fc.option(sketch, { nil: undefined }),
	});
	const change14 = fc.array(change, { minLength: 14, maxLength: 14 });
	const cut = fc.integer({ min: 1, max: 13 });
	const changes = fc.array(change14, { minLength: 3, maxLength: 3 });
	await fc.assert(
		fc.asyncProperty(
			history,
			cut,
			cut,
			changes,
			async (sketches, one, other, [before, ...later]) => {
				const orders = ordersOf(sketches);
				const fake = fakeOrdersApi(orders);
				const memory = new CustomerHistory({});
				const apply = (to: typeof before, modified: number) =>
					orders.forEach((order, index) => {
						const { status: status_id, owner } = to[index];
						const given = { status_id, ...(owner && keyFieldsOf(owner)) };
						if (status_id !== order.status_id || owner) Object.assign(order, given, { modified });
					});
				const [low, high] = [Math.min(one, other), Math.max(one, other)];
				const windows = [orders.slice(0, low), orders.slice(low, high), orders.slice(high)];
				apply(before, START + sketches.length * MINUTE);
				for (const window of windows) {
					if (window.length > 0) {
						const answers = await bulk(fake, memory, window);
						const placed = orders.filter(({ status_id }) => isPlacedStatus(status_id));
						const expected = firstsOf(placed);
						for (const [id, answer] of answers)
							expect([id, answer]).toEqual([id, expected.get(id)]);
					}
					const next = later.shift();
					if (next) apply(next, Date.now());
				}
			},
		),
		{ numRuns: 400 },
	);
});
