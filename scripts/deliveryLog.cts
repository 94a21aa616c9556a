import { abortable } from './abortable.cts';
import { readExampleWorkflow, withCredentials, withSettings } from './exampleWorkflow.cts';
import type { Log } from './log.cts';
import type { N8nApi } from './n8nApi.cts';

/**
 * Imports the nightly workflow, unpublished, and runs it once: its first run creates the delivery log,
 * without which the example workflow logs nothing. The log line says when that run failed.
 */
export async function createDeliveryLog(
	api: N8nApi,
	{ log, signal }: { log: Log; signal: AbortSignal },
): Promise<void> {
	// Whoever runs it by hand later wants the orders of this minute in the comparison.
	const settings = { minutes_on_the_way: 0 };
	const workflow = withSettings(
		withCredentials(readExampleWorkflow('reconcile-nightly')),
		settings,
	);
	const run = async () => {
		const id = await api.createWorkflow(workflow);
		return await api.untilEnded(await api.execute(id, 'Execute workflow'));
	};
	const status = await abortable(run(), signal);
	log.line(
		status === 'success'
			? `Imported "${workflow.name}" and ran it once: it created the delivery log.`
			: `The delivery log is missing: "${workflow.name}" ended with the status "${status}". ` +
					'Open its executions in the editor to see why.',
	);
}
