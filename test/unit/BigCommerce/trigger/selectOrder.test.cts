import { isPlacedStatus } from '../../../../nodes/shared/orderStatus';
import type { BigCommerceApi } from '../../../../nodes/BigCommerce/api/client';
import { fetchOrderItem } from '../../../../nodes/BigCommerce/orders/fetchOrder';
import {
	selectOrder,
	type Occasion,
	type SelectOptions,
} from '../../../../nodes/BigCommerce/trigger/selectOrder';

jest.mock('../../../../nodes/BigCommerce/orders/fetchOrder');

const DAY_MS = 24 * 60 * 60_000;
const NOW = Date.UTC(2026, 10, 25);

interface Given {
	statusId: number;
	/** How old the order is, in days. */
	age: number;
	/** How long ago it was changed, in days. */
	changed?: number;
	/** The statuses of the notification; absent in a catch-up. */
	statuses?: [previous: number, next: number];
	/** How long ago orders began to count, in days. */
	since?: number;
	occasion?: Partial<Occasion>;
}

const fetch = jest.fn();

async function select({ statusId, age, changed = 0, statuses, since = 5, occasion }: Given) {
	fetch.mockReset().mockResolvedValue({
		id: 118,
		status_id: statusId,
		date_created: new Date(NOW - age * DAY_MS).toUTCString(),
		date_modified: new Date(NOW - changed * DAY_MS).toUTCString(),
	});
	jest.mocked(fetchOrderItem).mockResolvedValue({ id: 118 } as never);
	const [previousStatusId, newStatusId] = statuses ?? [];
	const scope = 'store/order/statusUpdated';
	return await selectOrder(
		{} as BigCommerceApi,
		{
			parameters: { event: 'orderPlaced', storefronts: [], isPlaced: isPlacedStatus },
			occasion: {
				notification: statuses && {
					orderId: 118,
					scope,
					createdAt: NOW,
					previousStatusId,
					newStatusId,
				},
				...{ countsSince: NOW - since * DAY_MS, wasUnplaced: false, hasFailed: false },
				...{ mayBeStale: false, now: NOW },
				...occasion,
			},
			fetch,
		} as unknown as SelectOptions,
	);
}

/** Cancelled, Declined, Pending and Incomplete. */
const UNPLACED = [5, 6, 1, 0];
/** Refunded, Partially Refunded and Disputed. */
const AFTER_PURCHASE = [4, 14, 13];
const reversals = UNPLACED.flatMap((previous) =>
	AFTER_PURCHASE.map((next): [number, number] => [previous, next]),
);

describe('an order that is refunded or disputed without having been placed since', () => {
	test.each(reversals)('%i to %i does not become placed by that', async (previous, next) => {
		const given: Given = { statusId: next, age: 10, statuses: [previous, next] };
		expect(await select(given)).toMatchObject({ reason: 'placed before the start date' });
		const seen = { wasUnplaced: true };
		expect(await select({ ...given, occasion: seen })).toMatchObject({ status: 'ignored' });
		expect(await select({ ...given, since: 60, occasion: seen })).toMatchObject({
			reason: 'placed earlier',
		});
		expect(await select({ ...given, statuses: undefined, occasion: seen })).toMatchObject({
			reason: 'placed before the start date',
		});
	});

	test.each(AFTER_PURCHASE)('%i: one that failed before is still wanted', async (next) => {
		const given: Given = { statusId: next, age: 10, statuses: [5, next], since: 60 };
		expect(await select({ ...given, occasion: { hasFailed: true } })).toMatchObject({
			status: 'wanted',
		});
	});

	test.each(UNPLACED)('%i to Awaiting Fulfillment does become placed', async (previous) => {
		expect(await select({ statusId: 11, age: 10, statuses: [previous, 11] })).toMatchObject({
			status: 'wanted',
		});
	});
});

test.each([
	['its last change', undefined, NOW - DAY_MS],
	['the notification', [0, 11] as [number, number], NOW],
])(
	'an order that was unplaced became placed no later than %s',
	async (_name, statuses, expected) => {
		await select({ statusId: 11, age: 3, changed: 1, statuses, occasion: { wasUnplaced: true } });
		const [, , options] = jest.mocked(fetchOrderItem).mock.calls.at(-1)!;
		expect(options).toMatchObject({ placedAt: expected });
	},
);

describe('what is ignored', () => {
	test('without a reading says so', async () => {
		const selection = await select({ statusId: 11, age: 1, statuses: [0, 1] });
		expect(selection).toMatchObject({ status: 'ignored', unplaced: true, wasRead: false });
		expect(fetch).not.toHaveBeenCalled();
	});

	test.each<[string, Given]>([
		['not placed', { statusId: 5, age: 1, statuses: [0, 11] }],
		['placed before the start date', { statusId: 11, age: 10 }],
	])('after a reading says so, too: %s', async (reason, given) => {
		expect(await select(given)).toMatchObject({ status: 'ignored', reason, wasRead: true });
	});
});
