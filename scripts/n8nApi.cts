import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import axios, { type AxiosInstance } from 'axios';

/** One row of n8n's list of executions; `status` is n8n's: `success`, `error`, `crashed`, … */
export interface N8nExecution {
	id: string;
	workflowId: string;
	mode: string;
	status: string;
	startedAt: string;
	stoppedAt: string | null;
}

/** Whether an execution of this status has not ended. */
export function isUnderWay(status: string): boolean {
	return ['new', 'running', 'waiting'].includes(status);
}

/** The editor's REST API of n8n, signed in. */
export interface N8nApi {
	/** For other requests; the base URL ends in `/rest`. Rejects unless the status is 2xx. */
	http: AxiosInstance;
	/** Saves a new workflow and returns its id. */
	createWorkflow(workflow: object): Promise<string>;
	/** Publishes the newest version of a workflow and waits until its triggers are active. */
	activate(workflowId: string): Promise<void>;
	/** Unpublishes a workflow and waits until its triggers are gone. */
	deactivate(workflowId: string): Promise<void>;
	/** Resolves once all triggers are active. Rejects with n8n's reasons when one fails, or on timeout. */
	waitUntilActive(workflowId: string, timeoutMs?: number): Promise<void>;
	/** Executes a workflow as the editor's button does, from the named trigger; returns the execution's id. */
	execute(workflowId: string, trigger: string): Promise<string>;
	/** Resolves to the status with which an execution ends, for example `success` or `canceled`. */
	untilEnded(executionId: string): Promise<string>;
	/** Newest first, at most 100, including running ones. */
	executions(workflowId?: string): Promise<N8nExecution[]>;
}

interface PublicationStatus {
	status: 'not_published' | 'in_progress' | 'published' | 'partial' | 'failed';
	triggers: Array<{ errorMessage: string | null }>;
}

/** Signs in to an n8n. `url` has no slash at the end. */
export async function signIn(
	url: string,
	login: { email: string; password: string },
): Promise<N8nApi> {
	// The session is bound to this header's value (n8n's AuthService.validateBrowserId).
	const http = axios.create({
		baseURL: `${url}/rest`,
		headers: { 'browser-id': randomUUID() },
		proxy: false,
		// n8n closes a connection that was idle for 5 s, just when another request may take it.
		httpAgent: new Agent({ keepAlive: false }),
	});
	const answer = await http.post('/login', {
		emailOrLdapLoginId: login.email,
		password: login.password,
	});
	const cookies = answer.headers['set-cookie'] ?? [];
	http.defaults.headers.common.Cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');

	// n8n wraps its responses in { data }.
	const get = async <T,>(path: string, params?: object): Promise<T> =>
		(await http.get<{ data: T }>(path, { params })).data.data;

	const waitUntil = async (wanted: string, workflowId: string, timeoutMs = 60_000) => {
		const deadline = Date.now() + timeoutMs;
		for (;;) {
			const path = `/workflows/${workflowId}/publication-status`;
			const { status, triggers } = await get<PublicationStatus>(path);
			if (status === wanted) return;
			if (status === 'failed' || status === 'partial' || Date.now() > deadline) {
				const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
				throw new Error(
					`Expected the workflow to be ${wanted}, got ${status}: ${reasons.join('; ')}`,
				);
			}
			await sleep(200);
		}
	};

	return {
		http,
		async createWorkflow(workflow) {
			const answer = await http.post<{ data: { id: string } }>('/workflows', workflow);
			return answer.data.data.id;
		},
		async activate(workflowId) {
			const { versionId } = await get<{ versionId: string }>(`/workflows/${workflowId}`);
			await http.post(`/workflows/${workflowId}/activate`, { versionId });
			await waitUntil('published', workflowId);
		},
		async deactivate(workflowId) {
			await http.post(`/workflows/${workflowId}/deactivate`, {});
			await waitUntil('not_published', workflowId);
		},
		waitUntilActive: (workflowId, timeoutMs) => waitUntil('published', workflowId, timeoutMs),
		async execute(workflowId, trigger) {
			const answer = await http.post<{ data: { executionId: string } }>(
				`/workflows/${workflowId}/run`,
				{ triggerToStartFrom: { name: trigger } },
			);
			return answer.data.data.executionId;
		},
		async untilEnded(executionId) {
			for (;;) {
				const { status } = await get<{ status: string }>(`/executions/${executionId}`);
				if (!isUnderWay(status)) return status;
				await sleep(250);
			}
		},
		async executions(workflowId) {
			const filter = JSON.stringify(workflowId ? { workflowId } : {});
			const { results } = await get<{ results: N8nExecution[] }>('/executions', {
				filter,
				limit: 100,
			});
			return results;
		},
	};
}
