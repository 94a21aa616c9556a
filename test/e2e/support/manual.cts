import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withCredentials, type Workflow } from '../../../scripts/exampleWorkflow.cts';
import type { World } from './world.cts';

interface SetNode {
	name: string;
	type: string;
	parameters: {
		assignments?: { assignments: Array<{ name: string; value: unknown }> };
		[name: string]: unknown;
	};
}

/** A workflow from `workflows/` with the sandbox's credentials. */
export function exampleWorkflow(name: string): Omit<Workflow, 'id'> {
	const file = path.join(__dirname, '../../../workflows', `${name}.json`);
	return withCredentials(JSON.parse(readFileSync(file, 'utf8')) as Omit<Workflow, 'id'>);
}

/** Sets fields of the node "Settings", as a user would. */
export function withSettings<T extends Pick<Workflow, 'nodes'>>(
	workflow: T,
	settings: Record<string, unknown>,
): T {
	const node = (workflow.nodes as unknown as SetNode[]).find(({ name }) => name === 'Settings')!;
	for (const assignment of node.parameters.assignments!.assignments) {
		if (assignment.name in settings) assignment.value = settings[assignment.name];
	}
	return workflow;
}

/** Executes a workflow as the editor's button does; resolves to the execution's id. */
export async function execute({ api }: World, workflowId: string, trigger: string) {
	const { data } = await api.http.post<{ data: { executionId: string } }>(
		`/workflows/${workflowId}/run`,
		{ triggerToStartFrom: { name: trigger } },
	);
	return data.data.executionId;
}

export async function stopExecution({ api }: World, executionId: string): Promise<void> {
	await api.http.post(`/executions/${executionId}/stop`);
}

/** Waits for an execution to end; resolves to its status, for example `success` or `canceled`. */
export async function ended({ api }: World, executionId: string): Promise<string> {
	for (;;) {
		const { data } = await api.http.get<{ data: { status: string } }>(`/executions/${executionId}`);
		if (!['new', 'running', 'waiting'].includes(data.data.status)) return data.data.status;
		await sleep(250);
	}
}
