import type { IWebhookFunctions } from 'n8n-workflow';
import { deliverOrder } from '../../../../nodes/BigCommerce/trigger/deliverOrder';
import { gateResponse } from '../../../../nodes/BigCommerce/trigger/n8nResponse';
import { selectOrder } from '../../../../nodes/BigCommerce/trigger/selectOrder';
import { TriggerMemory } from '../../../../nodes/BigCommerce/trigger/triggerMemory';
import { FakeResponse } from './fakeResponse.cts';

jest.mock('../../../../nodes/BigCommerce/trigger/selectOrder');

type Selection = Awaited<ReturnType<typeof selectOrder>>;

const ORDER_ID = 118;
let owners = 0;

/** Delivers a notification of an order that has failed before; returns whether that is remembered. */
async function isStillFailed(selection: Selection): Promise<boolean> {
	jest.mocked(selectOrder).mockResolvedValue(selection);
	const memory = new TriggerMemory(`owner${++owners}`);
	memory.begin(ORDER_ID, Date.now());
	memory.end(ORDER_ID, 'failed');
	const context = {
		logger: { debug: jest.fn(), warn: jest.fn() },
		getNode: () => ({ name: 'BigCommerce Trigger' }),
		getWorkflow: () => ({ id: 'workflow' }),
		getWorkflowStaticData: () => ({}),
	} as unknown as IWebhookFunctions;
	const late = { status: 503, message: 'late' };
	await deliverOrder({
		...{ context, memory, isLastTry: () => false },
		parameters: { event: 'orderPlaced' } as Parameters<typeof deliverOrder>[0]['parameters'],
		gate: gateResponse(new FakeResponse().asResponse(), { timeLimitMs: 8_000, late }),
		credentials: { storeHash: 'stores/abc123', accessToken: 'token' },
		notification: { orderId: ORDER_ID, scope: 'store/order/statusUpdated' },
		respond: () => ({ noWebhookResponse: true }),
		deadline: Date.now() + 8_000,
	});
	return memory.hasFailed(ORDER_ID);
}

describe('an order that failed', () => {
	const ignored = { status: 'ignored', reason: 'not placed', unplaced: true } as const;

	test.each<[string, Selection, boolean]>([
		[
			'a notification that was decided without reading the order',
			{ ...ignored, wasRead: false },
			true,
		],
		['a reading that is older than its notification', { status: 'stale' }, true],
		['a reading of an order that is not wanted', { ...ignored, wasRead: true }, false],
	])('after %s', async (_name, selection, expected) => {
		expect(await isStillFailed(selection)).toBe(expected);
	});
});
