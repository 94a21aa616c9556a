import Fastify, { type FastifyInstance } from 'fastify';
import { ended, execute } from './support/manual.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
jest.setTimeout(3 * minutes);

/** What a model can read without losing its way: about 8,000 tokens, of four characters each. */
const MAX_READABLE_CHARACTERS = 32_000;
const LISTED_ORDERS = 20;

interface Message {
	role: string;
	content: string | Array<{ text?: string }>;
}

interface ChatRequest {
	messages: Message[];
	tools?: Array<{ function: { name: string; description: string } }>;
	stream?: boolean;
}

/** Calls a tool by the results so far; `undefined` when the model has its answer. */
type Turn = (results: string[]) => { tool: RegExp; input: object } | undefined;

let world: World;
let model: FastifyInstance;
let modelUrl: string;
const requests: ChatRequest[] = [];
let turns: Turn;

beforeAll(async () => {
	model = Fastify();
	model.post<{ Body: ChatRequest }>('/v1/chat/completions', ({ body }) => {
		requests.push(body);
		return completion(body);
	});
	modelUrl = `${await model.listen({ host: '127.0.0.1', port: 0 })}/v1`;
	world = await startWorld();
	// Nothing but the agent sends orders.
	await world.api.deactivate(world.workflowId);
}, 20 * minutes);

afterAll(async () => {
	await world?.stop();
	await model?.close();
});

const textOf = ({ content }: Message) =>
	typeof content === 'string' ? content : content.map(({ text = '' }) => text).join('');
const resultsOf = ({ messages }: ChatRequest) =>
	messages.filter(({ role }) => role === 'tool').map(textOf);

/** A chat completion in the form of OpenAI's API: a call of a tool, or the final answer. */
function completion(request: ChatRequest) {
	const call = turns(resultsOf(request));
	const names = request.tools?.map(({ function: { name } }) => name) ?? [];
	const name = call && names.find((tool) => call.tool.test(tool));
	if (call && !name) throw new Error(`No tool matches ${call.tool.source}: ${names.join(', ')}`);
	const toolCalls = call && [
		{
			id: `call_${requests.length}`,
			type: 'function',
			function: { name, arguments: JSON.stringify(call.input) },
		},
	];
	return {
		id: `chatcmpl-${requests.length}`,
		object: 'chat.completion',
		created: 1_790_000_000,
		model: 'stand-in',
		choices: [
			{
				index: 0,
				message: { role: 'assistant', content: call ? null : 'Done', tool_calls: toolCalls },
				finish_reason: call ? 'tool_calls' : 'stop',
			},
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

const fromModel = (name: string, type: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${name}', \`\`, '${type}') }}`;

async function createAgent(): Promise<string> {
	const { data } = await world.api.http.post<{ data: { id: string } }>('/credentials', {
		name: 'Stand-in model',
		type: 'openAiApi',
		data: { apiKey: 'none', url: modelUrl },
	});
	const bigCommerce = { bigCommerceApi: { id: 'bigCommerceApi', name: 'bigCommerceApi' } };
	const converge = { convergeApi: { id: 'convergeApi', name: 'convergeApi' } };
	const tool = (name: string, node: string, credentials: object, parameters: object) => ({
		...{ name, credentials, parameters, typeVersion: 1 },
		type: `n8n-nodes-bigcommerce-converge.${node}Tool`,
	});
	const langChain = '@n8n/n8n-nodes-langchain';
	const order = fromModel('Order', 'string');
	const nodes = [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		{
			...{ name: 'Agent', type: `${langChain}.agent`, typeVersion: 3 },
			parameters: { promptType: 'define', text: 'Send the newest order.', options: {} },
		},
		{
			...{ name: 'Model', type: `${langChain}.lmChatOpenAi`, typeVersion: 1.2 },
			parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
			credentials: { openAiApi: { id: data.data.id, name: 'Stand-in model' } },
		},
		tool('list_orders', 'bigCommerce', bigCommerce, {
			...{ resource: 'order', operation: 'getAll', limit: fromModel('Limit', 'number') },
		}),
		tool('get_order', 'bigCommerce', bigCommerce, {
			...{ resource: 'order', operation: 'get' },
			orderId: { __rl: true, mode: 'id', value: fromModel('Order_ID', 'string') },
		}),
		tool('preview_event', 'converge', {}, { operation: 'mapOrder', order }),
		tool('send_order', 'converge', converge, { operation: 'trackOrder', order }),
	].map((node, index) => ({ id: String(index), position: [index * 200, 0], ...node }));
	const toAgent = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	const tools = nodes.slice(3).map(({ name }) => [name, toAgent('ai_tool')] as const);
	return await world.api.createWorkflow({
		...{ name: 'Agent', nodes, settings: { executionOrder: 'v1' } },
		connections: {
			Start: toAgent('main'),
			Model: toAgent('ai_languageModel'),
			...Object.fromEntries(tools),
		},
	});
}

/** The items that a tool returned. */
const itemsOf = (result: string) => JSON.parse(result) as Array<Record<string, unknown>>;
const firstAsJson = (result: string) => JSON.stringify(itemsOf(result)[0]);

test('an AI agent lists the newest orders, fetches one, previews its event and sends it', async () => {
	const { store, converge } = world.sandbox;
	const orders = Array.from({ length: 31 }, () => store.createOrder({ status_id: 11 }));
	const { id, total_inc_tax } = orders.at(-1)!;
	turns = (results) => {
		const [list, , order] = results;
		switch (results.length) {
			case 0:
				return { tool: /list_orders/, input: { Limit: LISTED_ORDERS } };
			case 1:
				return { tool: /send_order/, input: { Order: firstAsJson(list) } };
			case 2:
				return { tool: /get_order/, input: { Order_ID: String(itemsOf(list)[0].id) } };
			case 3:
				return { tool: /preview_event/, input: { Order: firstAsJson(order) } };
			case 4:
				return { tool: /send_order/, input: { Order: firstAsJson(order) } };
			default:
				return undefined;
		}
	};
	const execution = await execute(world, await createAgent(), 'Start');
	expect(await ended(world, execution)).toBe('success');

	const described = requests[0].tools!.map(({ function: tool }) => [tool.name, tool.description]);
	expect(Object.fromEntries(described)).toEqual({
		list_orders: 'Get many orders in BigCommerce',
		get_order: 'Get an order in BigCommerce',
		preview_event: expect.stringMatching(/without sending it.*whole order as JSON/) as string,
		send_order: expect.stringMatching(/^Send a BigCommerce order.*whole order as JSON/) as string,
	});

	const [list, refused, whole, preview, sent] = resultsOf(requests.at(-1)!);
	const newest = orders.map((order) => order.id).reverse();
	expect(itemsOf(list).map((item) => item.id)).toEqual(newest.slice(0, LISTED_ORDERS));
	expect(list.length).toBeLessThan(MAX_READABLE_CHARACTERS);
	expect(itemsOf(list)[0]).toMatchObject({ id, total_inc_tax, is_summary: true });
	expect(refused).toContain(`Order ${id} is only a summary: get the whole order by its ID`);
	expect(itemsOf(whole)).toEqual([expect.objectContaining({ id, store_hash: store.hash })]);
	expect(itemsOf(sent)).toMatchObject([{ order_id: String(id), delivered: true }]);

	const [event] = itemsOf(preview);
	expect(event).toMatchObject({ event_name: 'Placed Order', event_id: String(id) });
	expect(converge.events.map(({ body }) => body)).toEqual([event]);
});
