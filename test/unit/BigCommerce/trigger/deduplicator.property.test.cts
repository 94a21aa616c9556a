import fc from 'fast-check';
import { Deduplicator } from '../../../../nodes/BigCommerce/trigger/deduplicator';

/** The response to BigCommerce. */
type Answer = 'accepted' | 'retry';

/**
 * An order, and n8n as a process that may be killed. `isPaid` says what a reading sees; an execution
 * ends well or not. Notifications are answered as the trigger answers them.
 */
class World {
	isPaid = false;
	running = 0;
	mostRunning = 0;
	succeeded = 0;
	private process = { orders: new Deduplicator(), isAlive: true };

	constructor(
		private readonly s: fc.Scheduler,
		private readonly fates: boolean[],
	) {}

	/** Whoever is in flight dies; what was answered so far stays answered. */
	kill(): void {
		this.process.isAlive = false;
		this.running = 0;
		this.process = { orders: new Deduplicator(), isAlive: true };
	}

	async notify(): Promise<Answer> {
		const { process } = this;
		for (;;) {
			const admission = process.orders.admit('118');
			if (admission.status === 'delivered') return this.accepted();
			if (admission.status === 'inFlight') {
				const outcome = await Promise.race([
					admission.outcome,
					this.s.schedule(Promise.resolve('late' as const), 'eight seconds are over'),
				]);
				if (!process.isAlive || outcome === 'failed' || outcome === 'late') return 'retry';
				continue;
			}
			const seen = this.isPaid;
			await this.s.schedule(Promise.resolve(), 'the order is read as it was');
			if (!process.isAlive) return 'retry';
			if (!seen) {
				admission.settle('ignored');
				return 'accepted';
			}
			this.mostRunning = Math.max(this.mostRunning, ++this.running);
			const isWell = this.fates.shift() ?? true;
			const ending = this.s.schedule(Promise.resolve(), 'the execution ends').then(() => {
				if (!process.isAlive) return;
				this.running--;
				if (isWell) this.succeeded++;
				admission.settle(isWell ? 'delivered' : 'failed');
			});
			// The connection may be cut long before; the outcome counts all the same.
			const cut = this.s.schedule(Promise.resolve('cut' as const), 'the connection is cut');
			const first = await Promise.race([ending, cut]);
			if (first === 'cut' || !process.isAlive || !isWell) return 'retry';
			return this.accepted();
		}
	}

	private accepted(): Answer {
		expect(this.succeeded).toBeGreaterThan(0);
		return 'accepted';
	}
}

test('whatever interleaves, a paid order is executed well before it is accepted, one execution at a time', async () => {
	const fates = fc.array(fc.boolean(), { maxLength: 4 });
	await fc.assert(
		fc.asyncProperty(
			fc.scheduler(),
			fates,
			fc.nat({ max: 2 }),
			fc.nat({ max: 3 }),
			async (s, given, kills, others) => {
				const world = new World(s, [...given]);
				/** BigCommerce retries until it is accepted. */
				const deliver = async (): Promise<void> => {
					for (;;) {
						if ((await world.notify()) === 'accepted') return;
						await s.schedule(Promise.resolve(), 'the pause before a retry');
					}
				};
				const deliveries: Array<Promise<void>> = [];
				const step = (run: () => void) => () => Promise.resolve(run());
				s.scheduleSequence([
					{ label: 'created', builder: step(() => deliveries.push(deliver())) },
					{ label: 'payment', builder: step(() => (world.isPaid = true)) },
					{ label: 'status updated', builder: step(() => deliveries.push(deliver())) },
				]);
				for (let count = 0; count < kills; count++) {
					void s.schedule(Promise.resolve(), 'n8n is killed').then(() => world.kill());
				}
				for (let count = 0; count < others; count++) {
					void s
						.schedule(Promise.resolve(), 'a duplicate')
						.then(() => void deliveries.push(deliver()));
				}
				await s.waitIdle();
				await Promise.all(deliveries);
				expect(world.succeeded).toBeGreaterThan(0);
				expect(world.mostRunning).toBe(1);
				if (kills === 0) expect(world.succeeded).toBe(1);
			},
		),
		{ numRuns: 500 },
	);
});
