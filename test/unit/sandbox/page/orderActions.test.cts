import { readExampleWorkflow } from '../../../../scripts/exampleWorkflow.cts';
import { runOrderAction } from '../../../sandbox/page/orderActions.cts';
import { startSandbox, type Sandbox } from '../../../sandbox/index.cts';

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

it('says after a refund that the example workflow sends none, and what does', async () => {
	const order = sandbox.store.placeOrder();
	const id = await order;
	await order.paid;
	expect(runOrderAction(sandbox.store, id, 'refund')).toBe(
		`Order ${id} was refunded. The example workflow sends no refunds: that takes a second trigger ` +
			'with the event Order Refunded, and a Converge node with the event Received Refund.',
	);
	expect(sandbox.store.refunds.of(id)).toHaveLength(1);
});

test('the example workflow has neither a trigger nor a Converge node for refunds', () => {
	const events = readExampleWorkflow()
		.nodes.filter(({ type }) => /\.(bigCommerceTrigger|converge)$/.test(type))
		.map(({ parameters }) => parameters);
	expect(events).toEqual([{}, {}]);
});

it('does nothing in a status that does not allow the action', async () => {
	const order = sandbox.store.placeOrder();
	const id = await order;
	await order.paid;
	expect(runOrderAction(sandbox.store, id, 'pay')).toBeUndefined();
	expect(runOrderAction(sandbox.store, id + 1, 'refund')).toBeUndefined();
	expect(sandbox.store.order(id)?.status_id).toBe(11);
});
