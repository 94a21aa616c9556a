import fc from 'fast-check';
import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { deliverOrder } from '../../../../nodes/BigCommerce/trigger/deliverOrder';
import { gateResponse } from '../../../../nodes/BigCommerce/trigger/n8nResponse';
import { selectOrder } from '../../../../nodes/BigCommerce/trigger/selectOrder';
import { TriggerMemory } from '../../../../nodes/BigCommerce/trigger/triggerMemory';
import { FakeResponse } from './fakeResponse.cts';

jest.mock('../../../../nodes/BigCommerce/trigger/selectOrder');

const ORDER_ID = 118;
const LIMIT_MS = 8_000;
const parameters = { event: 'orderPlaced', notificationOnly: false } as Parameters<
	typeof deliverOrder
>[0]['parameters'];
const logger = { debug: jest.fn(), info: jest.fn(), warn: jest.fn(), error: jest.fn() };
let processes = 0;

/** What BigCommerce sees of one notification: a status, or no response. */
type Answer = number | 'none';

/**
 * BigCommerce with one order, and n8n as a process that may be killed. Everything that takes time waits
 * for the scheduler: readings, executions, the trigger's own time limits, and the connections.
 */
class World {
	isPaid = false;
	running = 0;
	mostRunning = 0;
	succeeded = 0;
	readonly falselyAccepted: string[] = [];
	private process = { memory: new TriggerMemory(`process${++processes}`), isAlive: true };

	constructor(
		private readonly s: fc.Scheduler,
		private readonly readingFates: boolean[],
		private readonly executionFates: boolean[],
	) {
		jest.mocked(selectOrder).mockImplementation(async () => await this.read());
		jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
			const controller = new AbortController();
			void s.schedule(Promise.resolve(), 'a time limit is over').then(() => controller.abort());
			return controller.signal;
		});
	}

	/** What it remembers is lost, and whoever is in flight dies with it. */
	kill(): void {
		this.process.isAlive = false;
		this.running = 0;
		this.process = { memory: new TriggerMemory(`process${++processes}`), isAlive: true };
	}

	async notify(newStatusId?: number): Promise<Answer> {
		const { process } = this;
		const response = new FakeResponse();
		const gate = gateResponse(response.asResponse(), {
			timeLimitMs: LIMIT_MS,
			late: { status: 503, message: 'Still in progress, please retry' },
		});
		const context = {
			logger,
			getNode: () => ({ name: 'BigCommerce Trigger' }),
			getWorkflow: () => ({ id: 'workflow' }),
			getWorkflowStaticData: () => ({}),
		} as unknown as IWebhookFunctions;
		const wasPaid = this.isPaid;
		const delivery = deliverOrder({
			...{ context, parameters, gate, memory: process.memory, isLastTry: () => false },
			credentials: { storeHash: 'stores/abc123', accessToken: 'token' },
			notification: { orderId: ORDER_ID, scope: 'store/order/statusUpdated', newStatusId },
			respond: (status, message) => {
				gate.respond(status, message);
				return { noWebhookResponse: true };
			},
			deadline: Date.now() + LIMIT_MS,
		}).then(({ workflowData }) => {
			if (workflowData && process.isAlive) void this.execute(process, response);
		});
		void delivery;
		// BigCommerce gives up, or a proxy does; n8n writes its response all the same.
		const cut = this.s.schedule(Promise.resolve('none' as const), 'the connection is cut');
		const answer = await Promise.race([response.sent, cut]);
		if (!process.isAlive) return 'none';
		const isAccepted = answer !== 'none' && answer < 300;
		if (isAccepted && wasPaid && this.succeeded === 0) this.falselyAccepted.push(String(answer));
		return answer;
	}

	private async read(): ReturnType<typeof selectOrder> {
		const { isPaid } = this;
		const isReadable = this.readingFates.shift() ?? true;
		await this.s.schedule(Promise.resolve(), 'the order is read as it was');
		if (!isReadable) throw new Error('BigCommerce is temporarily unavailable');
		if (!isPaid) return { status: 'ignored', reason: 'not placed', unplaced: true, wasRead: true };
		const item = { id: ORDER_ID } as unknown as IDataObject;
		return { status: 'wanted', item } as unknown as Awaited<ReturnType<typeof selectOrder>>;
	}

	/** As n8n executes the workflow, and reports its end. */
	private async execute(process: { isAlive: boolean }, response: FakeResponse): Promise<void> {
		this.mostRunning = Math.max(this.mostRunning, ++this.running);
		const isWell = this.executionFates.shift() ?? true;
		await this.s.schedule(Promise.resolve(), 'the execution ends');
		if (!process.isAlive) return;
		this.running--;
		if (isWell) this.succeeded++;
		response.asResponse().status(isWell ? 200 : 500);
		response.asResponse().json({ message: isWell ? 'done' : 'Error in workflow' });
	}
}

afterEach(() => jest.restoreAllMocks());

test('whatever interleaves, no order is lost, accepted before its outcome, or executed twice at once', async () => {
	const fates = fc.array(fc.boolean(), { maxLength: 4 });
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fates,
			fates,
			fc.nat({ max: 2 }),
			fc.nat({ max: 3 }),
			async (s, readings, executions, kills, duplicates) => {
				const world = new World(s, [...readings], [...executions]);
				/** BigCommerce retries until it gets a 2xx. */
				const deliver = async (newStatusId?: number): Promise<void> => {
					for (;;) {
						const answer = await world.notify(newStatusId);
						if (answer !== 'none' && answer < 300) return;
						await s.schedule(Promise.resolve(), 'the pause before a retry');
					}
				};
				const someTimeLater = async (what: string) => await s.schedule(Promise.resolve(), what);
				const shop = async () => {
					const created = deliver();
					await someTimeLater('the payment');
					world.isPaid = true;
					await someTimeLater('the notification of the new status');
					await Promise.all([created, deliver(11)]);
				};
				const again = async () => {
					await someTimeLater('a duplicate');
					await deliver(world.isPaid ? 11 : undefined);
				};
				const trouble = Array.from({ length: kills }, async () => {
					await someTimeLater('n8n is killed');
					world.kill();
				});
				const all = [shop(), ...Array.from({ length: duplicates }, again), ...trouble];
				await s.waitFor(Promise.all(all));

				expect(world.falselyAccepted).toEqual([]);
				expect(world.succeeded).toBeGreaterThan(0);
				expect(world.mostRunning).toBe(1);
				if (kills === 0) expect(world.succeeded).toBe(1);
			},
		),
		{ numRuns: 300 },
	);
});
