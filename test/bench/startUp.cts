/* From the start of n8n to the first order at Converge, against n8n's own readiness. */
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { readExampleWorkflow } from '../../scripts/exampleWorkflow.cts';
import { inWorld, notificationOf, placedOrders, publishTrigger, SETTINGS } from './n8n.cts';
import type { Measurement } from './report.cts';

const REPETITIONS = 3;

export async function measureStartUp(): Promise<Measurement> {
	const ready: number[] = [];
	const arrived: number[] = [];
	await inWorld(SETTINGS['lazy isolates'], async (world) => {
		const { url, headers } = await publishTrigger(world, readExampleWorkflow());
		for (let repetition = 0; repetition < REPETITIONS; repetition++) {
			await world.n8n.stop();
			const started = Date.now();
			await world.restartN8n();
			ready.push((Date.now() - started) / 1000);
			// Before that, the catch-up would bring it.
			const [id] = placedOrders(world, 1);
			const { body } = notificationOf(world, id);
			const post = async () =>
				await axios.post(url, body, {
					headers: { 'content-type': 'application/json', ...headers },
					...{ proxy: false as const, validateStatus: () => true },
				});
			while ((await post()).status !== 200) await sleep(50);
			while (!world.sandbox.converge.byEventId.has(String(id))) await sleep(20);
			arrived.push((Date.now() - started) / 1000);
		}
	});
	return {
		id: 'start-up',
		title: 'From the start of n8n to the first order',
		cases: [
			{
				name: 'time',
				unit: 's',
				ways: { 'first order at Converge': arrived, 'n8n says that it is ready': ready },
			},
		],
		notes: [
			'A published workflow; n8n is stopped and started, and the notification of an order that is placed once n8n is ready is sent until it is answered 200.',
		],
	};
}
