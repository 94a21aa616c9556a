import { ExampleWorkflow } from './runNode.cts';

const backfill = new ExampleWorkflow('backfill-orders', 'America/New_York');

const dates = async (start_date: string, end_date: string, workflow = backfill) =>
	(await workflow.runCode('Dates', { Settings: [{ start_date, end_date }] }))[0];

describe('the dates of a back-fill', () => {
	test.each([
		['2026-06-30', '2026-06-30T04:00:00.000Z', '2026-07-01T03:59:59.999Z'],
		['2026-01-31', '2026-01-31T05:00:00.000Z', '2026-02-01T04:59:59.999Z'],
		// 23 hours: the clocks go forward.
		['2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
		['2026-06-30T14:30', '2026-06-30T18:30:00.000Z', '2026-06-30T18:30:00.000Z'],
		['2026-06-30 14:30:15', '2026-06-30T18:30:15.000Z', '2026-06-30T18:30:15.000Z'],
		['2026-06-30T14:30:00Z', '2026-06-30T14:30:00.000Z', '2026-06-30T14:30:00.000Z'],
		['2026-06-30T00:00:00+02:00', '2026-06-29T22:00:00.000Z', '2026-06-29T22:00:00.000Z'],
	])('%s includes the whole day only when it has no time', async (date, after, before) => {
		expect(await dates(date, date)).toEqual({ created_after: after, created_before: before });
	});

	test('are those of the workflow’s zone', async () => {
		const inTokyo = new ExampleWorkflow('backfill-orders', 'Asia/Tokyo');
		expect(await dates('2026-06-30', '2026-06-30', inTokyo)).toEqual({
			created_after: '2026-06-29T15:00:00.000Z',
			created_before: '2026-06-30T14:59:59.999Z',
		});
	});

	test('may both be empty', async () => {
		expect(await dates('', ' ')).toEqual({ created_after: '', created_before: '' });
	});

	test.each(['06/05/2026', '2026-06-31', '2026-13-01', 'yesterday', '14:30', '2026', '30.6.2026'])(
		'that are not valid are refused: %s',
		async (date) => {
			const advice = `"${date}" is not a valid date. Enter a date such as`;
			await expect(dates(date, '')).rejects.toThrow(`The Start Date ${advice}`);
			await expect(dates('', date)).rejects.toThrow(`The End Date ${advice}`);
		},
	);

	test('reach every node that reads orders', () => {
		const created_after = '2026-06-30T04:00:00.000Z';
		const created_before = '2026-07-01T03:59:59.999Z';
		const returned = {
			Settings: [{ start_date: '2026-06-30', end_date: '2026-06-30' }],
			Dates: [{ created_after, created_before }],
			Store: [{ store_hash: 'abc' }],
			'Last order': [{ id: 9 }],
			'First order': [{ id: 2 }],
		};
		const filters = { createdAfter: created_after, createdBefore: created_before };
		for (const name of ['Last order', 'First order']) {
			const { parameters } = backfill.node(name);
			expect(backfill.evaluate(name, parameters, returned)).toMatchObject({ filters });
		}
		const thisBackfill = fields('This back-fill', returned);
		expect(thisBackfill).toMatchObject({ start_date: '2026-06-30', created_after, created_before });
		const window = fields('Next window', {
			...returned,
			'This back-fill': [thisBackfill],
			'Where it stopped': [{}],
		});
		expect(window).toMatchObject({ end_date: '2026-06-30', created_after, created_before });
		expect(
			backfill.evaluate('Orders', backfill.node('Orders').parameters, { Window: [window] }),
		).toMatchObject({ filters: { ...filters, minId: 2 } });
	});
});

/** What an Edit Fields node returns. */
function fields(name: string, returned: Parameters<typeof backfill.evaluate>[2]) {
	const { assignments } = backfill.node(name).parameters.assignments as unknown as {
		assignments: Array<{ name: string; value: string }>;
	};
	return Object.fromEntries(
		assignments.map((each) => [each.name, backfill.evaluate(name, each.value, returned)]),
	) as Record<string, string>;
}

describe('an order that failed', () => {
	function again(filters: object, options: object | undefined) {
		const workflow = new ExampleWorkflow('backfill-orders');
		const orders = workflow.node('Orders').parameters;
		orders.filters = { ...(orders.filters as object), ...filters };
		orders.options = options as typeof orders.options;
		const { parameters } = workflow.node('Failed order');
		return workflow.evaluate('Failed order', parameters, { 'Failed earlier': [{ order_id: 7 }] });
	}

	test('is read with the filters and options that chose it', () => {
		const filters = { statuses: [1, 11], storefronts: [1001], placedOnly: false };
		const options = { includeTestOrders: true, detectNewCustomer: false, productPages: true };
		expect(again(filters, { ...options, explainExclusions: true })).toEqual({
			...{ resource: 'order', operation: 'getAll', returnAll: false, limit: 1 },
			filters: { ...filters, minId: 7, maxId: 7 },
			options,
		});
	});

	test('is read with the defaults where none are set', () => {
		const options = { includeTestOrders: false, detectNewCustomer: true, productPages: false };
		for (const none of [{}, undefined]) {
			expect(again({}, none)).toMatchObject({
				filters: { minId: 7, maxId: 7, statuses: [], storefronts: [], placedOnly: undefined },
				options,
			});
		}
	});
});

describe('an order that is left out in "Orders to check"', () => {
	const window = {
		...{ orders_per_window: 3, first_order_id: 1, last_order_id: 9, next_order_id: 1 },
		...{ sent: 0, excluded: 0, failed: 0 },
	};
	const orders = [{ id: 1 }, { id: 2, excluded: 'test order' }, { id: 3 }, { id: 4 }];

	test('is not an order of the next window, and counts as excluded', async () => {
		expect(await backfill.runCode('Orders to check', { Orders: orders })).toEqual(orders);
		const marked = orders.map((order) => (order.id === 4 ? { ...order, excluded: 'x' } : order));
		const [result] = await backfill.runCode('Result', {
			Window: [window],
			Orders: orders,
			'Orders to check': marked,
			Converge: [{ delivered: true }, { delivered: false }],
		});
		expect(result).toMatchObject({
			...{ sent: 1, failed: 1, excluded: 2, next_order_id: 5, state: 'running' },
		});
	});

	test('does not end the back-fill when it is the whole window, and removed', async () => {
		const [result] = await backfill.runCode('Result', {
			...{ Window: [window], Orders: orders, 'Orders to check': [{}] },
		});
		expect(result).toMatchObject({ sent: 0, excluded: 4, next_order_id: 5, state: 'running' });
	});
});
