import { Deduplicator, type Admission } from '../../../../nodes/BigCommerce/trigger/deduplicator';

function admitted(admission: Admission) {
	if (admission.status !== 'admitted') throw new Error(`the order is ${admission.status}`);
	return admission;
}

test('a delivered order is not admitted again', () => {
	const orders = new Deduplicator();
	admitted(orders.admit('1')).settle('delivered');
	expect(orders.admit('1')).toEqual({ status: 'delivered' });
});

test.each(['failed', 'ignored'] as const)('an order that %s is admitted again', (outcome) => {
	const orders = new Deduplicator();
	admitted(orders.admit('1')).settle(outcome);
	expect(orders.admit('1').status).toBe('admitted');
	expect(orders.hasFailed('1')).toBe(outcome === 'failed');
});

test('an order in flight gives everybody its outcome', async () => {
	const orders = new Deduplicator();
	const first = admitted(orders.admit('1'));
	const others = [orders.admit('1'), orders.admit('1')];
	first.settle('failed');
	for (const other of others) {
		if (other.status !== 'inFlight') throw new Error(other.status);
		expect(await other.outcome).toBe('failed');
	}
});

test('other orders are not affected', () => {
	const orders = new Deduplicator();
	orders.admit('1');
	expect(orders.admit('2').status).toBe('admitted');
});

test('the order delivered first is forgotten first', () => {
	const orders = new Deduplicator(2);
	for (const key of ['1', '2', '3']) admitted(orders.admit(key)).settle('delivered');
	expect(orders.admit('2').status).toBe('delivered');
	expect(orders.admit('1').status).toBe('admitted');
});

describe('an order that n8n has lost', () => {
	beforeEach(() => jest.useFakeTimers({ now: 0 }));
	afterEach(() => jest.useRealTimers());

	test('is free again after six hours, and its late end changes nothing', () => {
		const orders = new Deduplicator();
		const lost = admitted(orders.admit('1'));
		jest.setSystemTime(6 * 60 * 60_000 - 1);
		expect(orders.admit('1').status).toBe('inFlight');
		jest.setSystemTime(6 * 60 * 60_000);
		const next = admitted(orders.admit('1'));
		lost.settle('failed');
		expect(orders.admit('1').status).toBe('inFlight');
		next.settle('delivered');
		expect(orders.admit('1').status).toBe('delivered');
	});
});
