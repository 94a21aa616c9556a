import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nApi } from '../../../scripts/n8nApi.cts';

/** The execution data that our nodes set, all of it text. */
export interface ExecutionData {
	order_id?: string;
	total?: string;
	currency?: string;
	delivered?: string;
}

const LIMIT_MS = 2000;

/**
 * The execution data of an execution that has ended; empty for one that was killed. n8n saves the data
 * just after the status, so an execution that seems to have none is read again for a while.
 */
export async function executionData({ http }: N8nApi, executionId: string): Promise<ExecutionData> {
	const deadline = Date.now() + LIMIT_MS;
	for (;;) {
		const answer = await http.get<{ data: { customData: ExecutionData } }>(
			`/executions/${executionId}`,
		);
		const { customData } = answer.data.data;
		if (Object.keys(customData).length > 0 || Date.now() > deadline) return customData;
		await sleep(100);
	}
}
