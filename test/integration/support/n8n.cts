/* Runs our nodes in n8n-core's own contexts, with the parts of an n8n around them that they need. */
import express from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	CredentialTestContext,
	ExecuteContext,
	HookContext,
	LoadOptionsContext,
	TriggerContext,
	WebhookContext,
} from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITriggerFunctions,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { BigCommerceApi } from '../../../credentials/BigCommerceApi.credentials';
import { ConvergeApi } from '../../../credentials/ConvergeApi.credentials';

const CREDENTIAL_TYPES: ICredentialType[] = [new BigCommerceApi(), new ConvergeApi()];

let ids = 0;

/** Requests of the nodes that are under way; some they send in the background, behind a response. */
const requests = new Set<Promise<unknown>>();
let isOver = false;

// Jest takes a file's modules away when its tests are over, and fails when a request still needs one.
// The benchmarks run the nodes without Jest.
if (typeof afterAll === 'function') {
	afterAll(async () => {
		isOver = true;
		await Promise.allSettled(requests);
	});
}

/** Sends nothing once the tests of the file are over. */
function untilTestsEnd<C extends { helpers: object }>(context: C): C {
	const helpers = context.helpers as Record<string, (...args: unknown[]) => Promise<unknown>>;
	for (const name of ['httpRequest', 'httpRequestWithAuthentication']) {
		const send = helpers[name];
		helpers[name] = async function (this: unknown, ...args) {
			if (isOver) throw new Error('The tests are over');
			const request = send.apply(this, args);
			requests.add(request);
			return await request.finally(() => requests.delete(request));
		};
	}
	return context;
}

export type Credentials = Record<string, ICredentialDataDecryptedObject>;

export interface NodeSetup {
	nodeType: INodeType;
	credentials: Credentials;
	parameters?: INodeParameters;
	onError?: INode['onError'];
	/** Of the n8n that the node runs in. */
	baseUrl?: string;
	/** Where its editor is reached. */
	instanceUrl?: string;
	workflowId?: string;
	webhookId?: string;
}

/** One node in a workflow of its own. */
export class NodeUnderTest {
	readonly node: INode;
	readonly workflow: Workflow;
	private readonly baseUrl: string;

	constructor(private readonly setup: NodeSetup) {
		const { nodeType, credentials, parameters = {}, onError, workflowId = 'workflow1' } = setup;
		this.baseUrl = setup.baseUrl ?? 'https://n8n.example.com';
		this.node = {
			id: 'node1',
			name: nodeType.description.displayName,
			type: `n8n-nodes-bigcommerce-converge.${nodeType.description.name}`,
			typeVersion: [nodeType.description.version].flat().at(-1)!,
			position: [0, 0],
			webhookId: setup.webhookId ?? 'hook1',
			parameters,
			onError,
			credentials: Object.fromEntries(
				// A credential of its own for each node, as a node may remember the one it has.
				Object.keys(credentials).map((name) => [name, { id: `${name}${++ids}`, name }]),
			),
		};
		const nodeTypes = { getByNameAndVersion: () => nodeType } as unknown as INodeTypes;
		this.workflow = new Workflow({
			id: workflowId,
			name: 'Under test',
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
		});
	}

	/** Changes what the credential holds, as a user does in its form. */
	changeCredential(type: string, data: ICredentialDataDecryptedObject): void {
		this.setup.credentials[type] = data;
	}

	/** How often n8n would have written static data to its database. */
	saves = 0;

	/** As n8n does with the response to a webhook request. */
	saveStaticData(): void {
		if (!this.workflow.staticData.__dataChanged) return;
		this.workflow.staticData.__dataChanged = false;
		this.saves++;
	}

	/** The node's static data. */
	savedData(): IDataObject {
		return this.workflow.getStaticData('node', this.node);
	}

	/** How often the credential has been decrypted. */
	decryptions = 0;

	/** Runs `execute()` until `cancel` aborts; resolves to the first output, the hints and the data of the execution. */
	async execute(items: object[], cancel?: AbortSignal) {
		const run = createRunExecutionData();
		const input = items.map((json) => ({ json })) as INodeExecutionData[];
		const context = untilTestsEnd(
			new ExecuteContext(
				this.workflow,
				this.node,
				this.additionalData(),
				'trigger',
				run,
				0,
				input,
				{ main: [input] },
				{ node: this.node, data: { main: [input] }, source: null },
				[],
				cancel,
			),
		);
		const output = (await this.setup.nodeType.execute!.call(context)) as INodeExecutionData[][];
		return { items: output[0], hints: context.hints, customData: run.resultData.metadata };
	}

	/** The life cycle as n8n calls it when a workflow is published, or when n8n starts (`init`). */
	async activate(isTest = false, activation: WorkflowActivateMode = 'activate'): Promise<void> {
		const { checkExists, create } = this.setup.nodeType.webhookMethods!.default!;
		const context = this.hookContext(isTest, activation);
		if (!(await checkExists.call(context))) await create.call(context);
	}

	async deactivate(isTest = false): Promise<void> {
		await this.setup.nodeType.webhookMethods!.default!.delete.call(this.hookContext(isTest));
	}

	/**
	 * Runs `trigger()` as n8n does when the workflow becomes active in a process.
	 *
	 * @returns what it emits from then on, and a way to let its schedule strike
	 */
	async listen(activation: WorkflowActivateMode = 'activate', run: RunWorkflow = () => undefined) {
		const emitted: IDataObject[] = [];
		const strikes: Array<() => unknown> = [];
		const emit: ITriggerFunctions['emit'] = ([[item]], _response, done) => {
			emitted.push(item.json);
			const runOf = (error?: Error) => ({ data: { resultData: { error } } }) as unknown as IRun;
			void Promise.resolve(item.json)
				.then(run)
				.then(
					() => done?.resolve(runOf()),
					(error: Error) => done?.resolve(runOf(error)),
				);
		};
		const context = untilTestsEnd(
			new TriggerContext(
				this.workflow,
				this.node,
				this.additionalData(),
				'trigger',
				activation,
				emit,
			),
		);
		context.helpers.registerCron = (_cron, onTick) => strikes.push(() => onTick(new Date()));
		const { closeFunction } = (await this.setup.nodeType.trigger!.call(context))!;
		return {
			emitted,
			tick: async () => {
				for (const strike of strikes) await strike();
			},
			close: async () => await closeFunction?.(),
		};
	}

	async loadOptions(method: string) {
		const context = untilTestsEnd(
			new LoadOptionsContext(this.workflow, this.node, this.additionalData(), ''),
		);
		return await this.setup.nodeType.methods!.loadOptions![method].call(context);
	}

	/** The choices of a field whose list can be searched. */
	async listSearch(method: string, filter?: string) {
		const context = untilTestsEnd(
			new LoadOptionsContext(this.workflow, this.node, this.additionalData(), ''),
		);
		const { results } = await this.setup.nodeType.methods!.listSearch![method].call(
			context,
			filter,
		);
		return results;
	}

	/** The test behind a credential's form. */
	async testCredential(method: string, data: ICredentialDataDecryptedObject) {
		const context = new CredentialTestContext(this.additionalData());
		return await this.setup.nodeType.methods!.credentialTest![method].call(context, {
			id: '1',
			name: 'x',
			type: 'x',
			data,
		});
	}

	/** The path of the production URL, or of the test URL, as n8n forms it. */
	webhookPath(isTest = false): string {
		const url = this.hookContext(isTest).getNodeWebhookUrl('default')!;
		return new URL(url).pathname;
	}

	async webhook(
		request: express.Request,
		response: express.Response,
		isTest: boolean,
	): Promise<IWebhookResponseData> {
		const additionalData = {
			...this.additionalData(),
			httpRequest: request,
			httpResponse: response,
		} as IWorkflowExecuteAdditionalData;
		const webhookData = {
			webhookDescription: { name: 'default' },
			isTest,
		} as unknown as IWebhookData;
		const mode: WorkflowExecuteMode = isTest ? 'manual' : 'webhook';
		const context = untilTestsEnd(
			new WebhookContext(this.workflow, this.node, additionalData, mode, webhookData, [], null),
		);
		return await this.setup.nodeType.webhook!.call(context);
	}

	private hookContext(isTest: boolean, activation: WorkflowActivateMode = 'activate'): HookContext {
		const webhookData = {
			webhookDescription: { name: 'default' },
			isTest,
		} as unknown as IWebhookData;
		return untilTestsEnd(
			new HookContext(
				this.workflow,
				this.node,
				this.additionalData(),
				isTest ? 'manual' : 'trigger',
				activation,
				webhookData,
			),
		);
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return {
			credentialsHelper: credentialsHelper(this.setup.credentials, () => this.decryptions++),
			webhookBaseUrl: `${this.baseUrl}/webhook`,
			webhookTestBaseUrl: `${this.baseUrl}/webhook-test`,
			webhookWaitingBaseUrl: `${this.baseUrl}/webhook-waiting`,
			formWaitingBaseUrl: `${this.baseUrl}/form-waiting`,
			instanceBaseUrl: this.setup.instanceUrl ?? this.baseUrl,
			executionId: '1',
			currentNodeParameters: this.node.parameters,
		} as unknown as IWorkflowExecuteAdditionalData;
	}
}

function credentialsHelper(credentials: Credentials, onDecryption: () => void): ICredentialsHelper {
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getDecrypted: (_data: unknown, _node: unknown, type: string) => {
			onDecryption();
			return Promise.resolve(credentials[type]);
		},
		preAuthentication: () => Promise.resolve(undefined),
		authenticate: async (
			data: ICredentialDataDecryptedObject,
			type: string,
			options: IHttpRequestOptions,
		): Promise<IHttpRequestOptions> => {
			const { authenticate } = CREDENTIAL_TYPES.find(({ name }) => name === type)!;
			if (typeof authenticate !== 'function') throw new Error('No expressions are resolved here');
			return await authenticate(data, options);
		},
	} as unknown as ICredentialsHelper;
}

/** What the workflow behind a trigger does with an item; it fails when this rejects. */
export type RunWorkflow = (item: IDataObject) => Promise<void> | void;

/**
 * Serves the webhook of a trigger the way n8n does: the body is parsed before the node sees it, and
 * an execution is answered when the workflow has ended (`lastNode`).
 */
export class WebhookHost {
	readonly executions: IDataObject[] = [];
	run: RunWorkflow = () => undefined;
	/** What `webhook()` has thrown. */
	readonly errors: Error[] = [];
	/** How many of the next executions do not run: a worker passes over what n8n has given up. */
	passOver = 0;
	private server!: Server;

	async start(trigger: () => NodeUnderTest): Promise<string> {
		const app = express();
		app.use(
			express.json({
				limit: '16mb',
				strict: false,
				verify: (request, _response, raw) => Object.assign(request, { rawBody: raw }),
			}),
		);
		app.post(/^\/(webhook|webhook-test)\//, async (request, response) => {
			const isTest = request.path.startsWith('/webhook-test/');
			const node = trigger();
			let result: IWebhookResponseData;
			try {
				result = await node.webhook(request, response, isTest);
			} catch (error) {
				// n8n makes a failed execution of it.
				this.errors.push(error as Error);
				response.status(500).json({ message: 'Workflow could not be started!' });
				return;
			} finally {
				node.saveStaticData();
			}
			const { workflowData, noWebhookResponse } = result;
			if (!workflowData) {
				if (!noWebhookResponse) response.json({ message: 'Webhook call received' });
				return;
			}
			if (this.passOver-- > 0) {
				const message = 'Workflow executed successfully but the last node did not return any data';
				response.status(200).json({ message });
				return;
			}
			const item = workflowData[0][0].json;
			this.executions.push(item);
			try {
				await this.run(item);
				response.status(200).end();
			} catch {
				response.status(500).json({ message: 'Error in workflow' });
			}
		});
		this.server = app.listen(0, '127.0.0.1');
		await new Promise((resolve) => this.server.once('listening', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}
