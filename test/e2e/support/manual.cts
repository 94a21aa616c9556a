import {
	readExampleWorkflow,
	withCredentials,
	type Workflow,
} from '../../../scripts/exampleWorkflow.cts';
import type { World } from './world.cts';

/** A workflow from `workflows/` with the sandbox's credentials. */
export function exampleWorkflow(name: string): Omit<Workflow, 'id'> {
	return withCredentials(readExampleWorkflow(name));
}

/** Executes a workflow as the editor's button does; resolves to the execution's id. */
export async function execute({ api }: World, workflowId: string, trigger: string) {
	return await api.execute(workflowId, trigger);
}

export async function stopExecution({ api }: World, executionId: string): Promise<void> {
	await api.http.post(`/executions/${executionId}/stop`);
}

/** Waits for an execution to end; resolves to its status, for example `success` or `canceled`. */
export async function ended({ api }: World, executionId: string): Promise<string> {
	return await api.untilEnded(executionId);
}
