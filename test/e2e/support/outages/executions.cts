import { setTimeout as sleep } from 'node:timers/promises';
import { isUnderWay, type N8nApi, type N8nExecution } from '../../../../scripts/n8nApi.cts';
import { executionData } from '../executionData.cts';

/** An execution that has ended. */
export interface EndedExecution {
	id: number;
	/** n8n's: `success`, `error`, `crashed`, … */
	status: string;
	/** From the execution data that the trigger has set; a killed execution has none. */
	orderId: number | undefined;
}

const PAGE = 100;
/** For an execution to end. */
const LIMIT_MS = 40_000;

/** Counts the executions of a workflow from its creation on, each once. */
export class ExecutionCounter {
	private readonly counted = new Set<string>();

	constructor(
		private readonly api: N8nApi,
		private readonly workflowId: string,
	) {}

	/** Leaves out what was executed so far. */
	async skip(): Promise<void> {
		for (const { id } of await this.newest()) this.counted.add(id);
	}

	/**
	 * The executions that have ended since the last call, once none is under way. n8n without a license
	 * ignores its filter by execution data, so each execution is read by itself.
	 */
	async next(): Promise<EndedExecution[]> {
		const deadline = Date.now() + LIMIT_MS;
		for (;;) {
			const executions = await this.newest();
			const open = executions.filter(({ status }) => isUnderWay(status));
			if (open.length === 0) {
				for (const { id } of executions) this.counted.add(id);
				const ended = executions.map(async ({ id, status }) => ({
					...{ id: Number(id), status },
					orderId: await orderOf(this.api, id),
				}));
				return await Promise.all(ended);
			}
			if (Date.now() > deadline) {
				throw new Error(`Executions that do not end: ${open.map(({ id }) => id).join(', ')}`);
			}
			await sleep(250);
		}
	}

	private async newest(): Promise<N8nExecution[]> {
		const executions = await this.api.executions(this.workflowId);
		const uncounted = executions.filter(({ id }) => !this.counted.has(id));
		if (uncounted.length === PAGE) throw new Error(`More than ${PAGE} executions to count`);
		return uncounted;
	}
}

async function orderOf(api: N8nApi, executionId: string): Promise<number | undefined> {
	const { order_id: orderId } = await executionData(api, executionId);
	return orderId === undefined ? undefined : Number(orderId);
}

/** How often each order was executed with success. */
export function successesByOrder(executions: EndedExecution[]): Map<number, number> {
	const counts = new Map<number, number>();
	for (const { status, orderId } of executions) {
		if (status !== 'success') continue;
		if (orderId === undefined) throw new Error('An execution without the ID of its order');
		counts.set(orderId, (counts.get(orderId) ?? 0) + 1);
	}
	return counts;
}
