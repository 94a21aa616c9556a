import fc from 'fast-check';
import { OrderMemory } from '../../../../nodes/BigCommerce/trigger/deduplicator';

/**
 * An order that is paid at some moment. Notifications come at any moment and in any order; one comes
 * after the payment, as BigCommerce promises. Each is answered by a reading that takes its time.
 */
test('however notifications and readings interleave, a paid order is emitted once', async () => {
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 5 }), async (s, others) => {
			const memory = new OrderMemory();
			let isPaid = false;
			let emissions = 0;
			const notify = async () => {
				const outcome = await memory.once('118', async () => {
					const seen = isPaid;
					await s.schedule(Promise.resolve(), 'the answer, which shows the order as it was');
					return seen ? 'the order' : undefined;
				});
				if (outcome === 'the order') emissions++;
			};
			const answers: Array<Promise<void>> = [];
			const arrive = () => answers.push(notify());
			s.scheduleSequence([
				{
					label: 'payment',
					builder: () => Promise.resolve(void (isPaid = true)),
				},
				{ label: 'notification of it', builder: () => Promise.resolve(void arrive()) },
			]);
			for (let other = 0; other < others; other++) {
				void s.schedule(Promise.resolve(), 'another notification').then(arrive);
			}
			await s.waitIdle();
			await Promise.all(answers);
			expect(emissions).toBe(1);
		}),
		{ numRuns: 500 },
	);
});

/** Executions may fail; BigCommerce notifies again whatever was not answered well. */
test('a paid order is emitted until one execution has ended well, and not after that', async () => {
	const ends = fc.array(fc.boolean(), { maxLength: 6 });
	await fc.assert(
		fc.asyncProperty(fc.scheduler(), ends, fc.nat({ max: 3 }), async (s, fates, duplicates) => {
			const memory = new OrderMemory();
			const endings = [...fates, true];
			let running = 0;
			const done: boolean[] = [];
			const notify = async (): Promise<void> => {
				const outcome = await memory.once('118', async () => {
					await s.schedule(Promise.resolve(), 'the reading');
					return 'the order';
				});
				if (outcome === 'duplicate') return;
				expect(++running).toBe(1);
				expect(done).not.toContain(true);
				await s.schedule(Promise.resolve(), 'the execution');
				const endsWell = endings.shift() ?? true;
				running--;
				done.push(endsWell);
				if (endsWell) return;
				memory.forget('118');
				await s.schedule(Promise.resolve(), 'the pause of BigCommerce');
				await notify();
			};
			const answers = Array.from({ length: 1 + duplicates }, async () => {
				await s.schedule(Promise.resolve(), 'a notification');
				await notify();
			});
			await s.waitIdle();
			await Promise.all(answers);
			expect(done.filter(Boolean)).toEqual([true]);
		}),
		{ numRuns: 500 },
	);
});
