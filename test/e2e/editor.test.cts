import type { Browser, Page } from 'playwright-core';
import { openBrowser, pictures } from './support/browser.cts';
import {
	canvasNode,
	closeNode,
	credentialForm,
	dragToCanvas,
	fillCredential,
	findNode,
	iconsOf,
	newWorkflow,
	openList,
	openNode,
	outputJson,
	saveCredential,
	signInToEditor,
} from './support/editor.cts';
import { startEmptyWorld } from './support/emptyWorld.cts';
import { hooksOf } from './support/hooks.cts';
import { story } from './support/story.cts';
import type { World } from './support/world.cts';

const minutes = 60_000;
jest.setTimeout(3 * minutes);

const step = story();
let world: World;
let browser: Browser;
let page: Page;
let workflowId: string;
const picture = pictures();
const shoot = async (name: string) => await picture(page, name);

beforeAll(async () => {
	world = await startEmptyWorld();
	({ browser, page } = await openBrowser());
}, 20 * minutes);

afterAll(async () => {
	await browser?.close();
	await world?.stop();
});

afterEach(async () => await shoot('last-step'));

const placeOrder = async (given: object = {}) => {
	const placing = world.sandbox.store.placeOrder({ channel_id: 1, ...given });
	await placing.paid;
	return await placing;
};

/** Executes the open node and places an order once the test hooks exist. */
const listenFor = async (given: object) => {
	await page.getByTestId('node-execute-button').click();
	await page.getByText('Listening for test event').waitFor();
	const hooks = (await hooksOf(world)).map(({ destination }) => destination);
	const id = await placeOrder(given);
	await page.getByText('Listening for test event').waitFor({ state: 'hidden' });
	await page.getByTestId('node-run-status-success').waitFor();
	return { id, hooks };
};

step('the editor opens a new workflow after signing in', async () => {
	await signInToEditor(page, world.n8n);
	await newWorkflow(page, world.n8n);
	await shoot('new-workflow');
});

step('the node panel finds BigCommerce with its events', async () => {
	await page.getByTestId('canvas-plus-button').click();
	await page.getByTestId('node-creator-search-bar').fill('BigCommerce');
	await page
		.getByTestId('node-creator-item-name')
		.getByText('BigCommerce', { exact: true })
		.waitFor();
	await shoot('panel-search');
	await findNode(page, 'BigCommerce');
	await shoot('panel-bigcommerce');
	const names = await page.getByTestId('node-creator-item-name').allInnerTexts();
	expect(names).toContain('On order placed');
	expect(await iconsOf(page)).not.toEqual([]);
});

step('dragging the trigger onto the canvas adds it with its subtitle', async () => {
	await dragToCanvas(page, 'On order placed', { x: 400, y: 380 });
	await shoot('trigger-new');
	const subtitles = await canvasNode(page, 'BigCommerce Trigger').innerText();
	expect(subtitles).toContain('Order placed');
});

/** Fills in the open BigCommerce credential and saves it; resolves when the form shows the message. */
const credentialFails = async (values: Record<string, string>, message: string) => {
	await fillCredential(page, values);
	await saveCredential(page);
	const shown = credentialForm(page).getByText(message);
	// n8n keeps the details of an error open when the next one replaces it.
	await credentialForm(page).getByText('More details').or(shown).first().waitFor();
	if (!(await shown.isVisible())) await credentialForm(page).getByText('More details').click();
	await shown.waitFor();
};

step(
	'the credential form explains a wrong store, a wrong token and missing scopes of a pasted file',
	async () => {
		const { url, store } = world.sandbox;
		await page.getByRole('button', { name: 'Connect to BigCommerce' }).click();
		await shoot('credential-empty');
		const accessToken = 'not-the-token';
		await credentialFails(
			{ storeHash: 'my shop', accessToken, apiUrl: url },
			'Invalid API Path or Store Hash in the BigCommerce API credential',
		);
		await credentialFails(
			{ storeHash: `https://api.bigcommerce.com/stores/${store.hash}/v3/` },
			`BigCommerce does not accept the access token for the store ${store.hash}`,
		);
		await shoot('credential-refused');
		const file = [
			'ACCESS TOKEN: the-token',
			'CLIENT NAME: n8n',
			`API PATH: https://api.bigcommerce.com/stores/${store.hash}/v3/`,
		].join('\n');
		await credentialFails(
			{ storeHash: file, accessToken: store.tokens.withoutChannels },
			'The access token is missing the "Channel Settings" scope',
		);
		await shoot('credential-without-scope');
	},
);

step('the credential form accepts the address of the control panel', async () => {
	const { store } = world.sandbox;
	await fillCredential(page, {
		storeHash: `https://store-${store.hash}.mybigcommerce.com/manage/settings`,
		accessToken: store.tokens.full,
	});
	await saveCredential(page);
	await credentialForm(page).waitFor({ state: 'hidden' });
	await page.getByTestId('credential-edit-button').click();
	await credentialForm(page).getByText('Connection tested successfully').waitFor();
	await shoot('credential-accepted');
	// Also closes the node; reopening it reloads the list of storefronts.
	await page.keyboard.press('Escape');
	await page.getByTestId('ndv').waitFor({ state: 'hidden' });
});

step('the trigger lists the storefronts of the store by name', async () => {
	const loaded = page.waitForResponse((answer) => answer.url().includes('/options'));
	await openNode(page, 'BigCommerce Trigger');
	await loaded;
	await openList(page, 'storefronts');
	const names = await page.getByRole('option').allInnerTexts();
	expect(names.map((name) => name.split('\n')[0])).toEqual(
		world.sandbox.store.channels.map(({ name }) => name).sort(),
	);
	await shoot('trigger-storefronts');
	await page.getByRole('option', { name: 'Lighthouse Outfitters' }).click();
	await page.keyboard.press('Escape');
});

step('a test event arrives, with a hint when a new customer cannot be determined', async () => {
	world.sandbox.store.emailFilterSeesGuests = false;
	const { id, hooks } = await listenFor({ customer_id: 0 });
	world.sandbox.store.emailFilterSeesGuests = true;
	expect(hooks).toHaveLength(2);
	for (const hook of hooks) expect(hook).toMatch(/^https:\/\/n8n\.example\.com\/webhook-test\//);
	await page
		.getByTestId('run-data-hints')
		.getByText('Could not tell whether this is a new customer')
		.waitFor();
	await shoot('trigger-hint');
	expect(await outputJson(page)).toContain(`"id":${id},`);
});

step('Execute step shows the latest order of the storefront without a purchase', async () => {
	const latest = await placeOrder({ customer_id: 41 });
	await placeOrder({ channel_id: 1001 });
	world.sandbox.store.createOrder({ channel_id: 1, status_id: 0 });
	await page.getByTestId('node-execute-button').click();
	await page.getByTestId('output-panel').getByText(String(latest)).first().waitFor();
	await page.getByTestId('node-run-status-success').waitFor();
	expect(await outputJson(page)).toContain(`[{"id":${latest},"status":"AwaitingFulfillment",`);
	await shoot('trigger-latest-order');
	expect(await hooksOf(world)).toEqual([]);
});

step('with Test With set to Next Order a test waits', async () => {
	await page.getByTestId('collection-parameter-add').click();
	await page.getByText('Test With', { exact: true }).last().click();
	await openList(page, 'testWith');
	await page.getByRole('option', { name: 'Next Order' }).click();
	await shoot('trigger-test-with');
});

step('a test ignores an order of another storefront and shows the next one', async () => {
	await page.getByTestId('node-execute-button').click();
	await page.getByText('Listening for test event').waitFor();
	await shoot('trigger-listening');
	await placeOrder({ channel_id: 1001 });
	const id = await placeOrder({ customer_id: 42 });
	await page.getByText('Listening for test event').waitFor({ state: 'hidden' });
	await page.getByTestId('node-run-status-success').waitFor();
	const order = await outputJson(page);
	expect(order).toContain(`[{"id":${id},"status":"AwaitingFulfillment",`);
	expect(order).toContain('"customer_id":42,');
	await shoot('trigger-order');
	// n8n removes the test hooks afterwards.
	expect(await hooksOf(world)).toEqual([]);
});

step('dragging the Converge node behind the trigger connects them', async () => {
	await closeNode(page);
	await page.getByTestId('canvas-handle-plus').click();
	await findNode(page, 'Converge');
	await shoot('panel-converge');
	await dragToCanvas(page, 'Send an order', { x: 700, y: 380 });
	await shoot('converge-new');
	await page.getByRole('button', { name: 'Connect to Converge' }).click();
	const { convergeUrl, converge } = world.sandbox;
	await fillCredential(page, { webhookUrl: convergeUrl, webhookToken: 'not-the-token' });
	await saveCredential(page);
	await credentialForm(page).getByText('More details').click();
	await credentialForm(page).getByText('Converge rejected the webhook token').waitFor();
	await shoot('credential-converge-refused');
	await fillCredential(page, { webhookToken: converge.token });
	await saveCredential(page);
	await credentialForm(page).waitFor({ state: 'hidden' });
});

step('executing the Converge node sends the order and shows the event', async () => {
	const before = world.sandbox.converge.events.length;
	await page.getByTestId('parameter-input-order').waitFor();
	expect(await page.locator('.cm-lint-marker').count()).toBe(0);
	await page.getByTestId('node-execute-button').click();
	await page.getByTestId('node-run-status-success').waitFor();
	const [{ body }, ...others] = world.sandbox.converge.events.slice(before);
	expect(others).toEqual([]);
	const sent = await outputJson(page);
	const id = String(body.event_id);
	expect(sent).toContain(`"order_id":"${id}","event_id":"${id}","delivered":true,"status":200,`);
	expect(sent).toContain(
		`"sales_channel":"web","store":"${world.sandbox.store.hash}","event":{"event_name":"PlacedOrder"`,
	);
	await shoot('converge-event');
	await closeNode(page);
	await shoot('canvas');
	expect(await canvasNode(page, 'Converge').innerText()).toContain('Send order');
});

step('publishing the workflow delivers the next order to Converge', async () => {
	await page.getByTestId('workflow-open-publish-modal-button').click();
	await page.getByTestId('workflow-publish-button').click();
	await page.getByText('BigCommerce now delivers orders to this workflow').waitFor();
	await shoot('published');
	await page.getByRole('button', { name: 'Got it' }).click();
	[, workflowId] = /\/workflow\/([^/?]+)/.exec(page.url())!;
	await world.api.waitUntilActive(workflowId);

	const orderId = await placeOrder();
	const event = await world.sandbox.converge.waitForEvent(String(orderId), minutes);
	expect(event).toMatchObject({ event_name: 'Placed Order', event_id: String(orderId) });
});

/** Saves a workflow that starts with a manual trigger, and opens it in the editor. */
const openInEditor = async (nodes: object[], connections: object) => {
	const { data } = await world.api.http.get<{
		data: Array<{ id: string; name: string; type: string }>;
	}>('/credentials');
	const credentials = Object.fromEntries(
		data.data.map(({ id, name, type }) => [type, { id, name }]),
	);
	const start = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const complete = [start, ...nodes].map((node, index) => ({
		...{
			id: String(index),
			typeVersion: 1,
			position: [index * 250, 0],
			parameters: {},
			credentials,
		},
		...node,
	}));
	const id = await world.api.createWorkflow({ name: 'Extras', nodes: complete, connections });
	await page.goto(`${world.n8n.url}/workflow/${id}`);
};
const executeInEditor = async (nodes: object[], connections: object) => {
	await openInEditor(nodes, connections);
	await page.getByTestId('execute-workflow-button').click();
};
const to = (node: string) => [{ node, type: 'main', index: 0 }];
const packageNode = (name: string) => `n8n-nodes-bigcommerce-converge.${name}`;

step('Send Custom Event sends an event that is built from fields', async () => {
	const custom = {
		name: 'Appointment',
		type: packageNode('converge'),
		parameters: {
			operation: 'sendEvent',
			eventFrom: 'fields',
			eventName: '__custom__',
			customEventName: 'Booked Appointment',
			eventId: 'appointment-1',
			aliases: ['urn:email:ada@example.com'],
			properties: '{ "total_price": 12.5, "currency": "USD" }',
			profileProperties: '{ "$email": "ada@example.com" }',
		},
	};
	await executeInEditor([custom], { Start: { main: [to('Appointment')] } });
	expect(await world.sandbox.converge.waitForEvent('appointment-1', minutes)).toMatchObject({
		event_name: 'Booked Appointment',
		properties: { total_price: 12.5, currency: 'USD' },
		profile_properties: { $email: 'ada@example.com' },
		aliases: ['urn:email:ada@example.com'],
	});
	await openNode(page, 'Appointment');
	expect(await outputJson(page)).toContain('"event_id":"appointment-1","delivered":true,');
	await shoot('custom-event');
});

step('the error output of a missing order has the message and the advice', async () => {
	const missing = {
		name: 'Missing',
		type: packageNode('bigCommerce'),
		onError: 'continueErrorOutput',
		parameters: {
			...{ resource: 'order', operation: 'get' },
			orderId: { __rl: true, mode: 'id', value: '999999' },
		},
	};
	const failed = { name: 'Failed', type: 'n8n-nodes-base.noOp' };
	await executeInEditor([missing, failed], {
		Start: { main: [to('Missing')] },
		Missing: { main: [[], to('Failed')] },
	});
	await canvasNode(page, 'Failed').getByTestId('canvas-node-status-success').waitFor();
	await openNode(page, 'Failed');
	expect(await outputJson(page)).toContain(
		'"error":"Order999999notfound","details":"Itmayhavebeendeleted,',
	);
	await shoot('error-output');
});

step('the lists of orders and of webhooks show names, and a chosen one stays named', async () => {
	const id = await placeOrder();
	const { billing_address: person, ...order } = world.sandbox.store.order(id)!;
	const orderName = [
		...[`#${id}`, `${order.total_inc_tax} ${order.default_currency_code}`],
		...[`${person.first_name} ${person.last_name}`, order.status],
	].join(' · ');
	const hooks = await hooksOf(world);
	expect(hooks).toHaveLength(2);
	const hookNames = hooks.map(({ scope, destination }) => `${scope} → ${destination}`);
	const lists = [
		...[{ resource: 'order', operation: 'get', field: 'orderId', names: [orderName] }],
		...[{ resource: 'webhook', operation: 'delete', field: 'webhookId', names: hookNames }],
	];
	const type = packageNode('bigCommerce');
	await openInEditor(
		lists.map(({ resource, operation, field }) => ({
			...{ name: resource, type },
			parameters: { resource, operation, [field]: { __rl: true, mode: 'list', value: '' } },
		})),
		{ Start: { main: [to('order')] }, order: { main: [to('webhook')] } },
	);
	for (const { resource, field, names } of lists) {
		await openNode(page, resource);
		const input = page.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input');
		await input.click();
		const entries = page.getByTestId('rlc-item').filter({ visible: true });
		await entries.first().waitFor();
		await shoot(`list-${resource}`);
		const shown = (await entries.allInnerTexts()).map((text) => text.trim());
		if (resource === 'order') expect(shown[0]).toBe(names[0]);
		else expect(shown.sort()).toEqual(names.sort());
		await entries.filter({ hasText: names[0] }).click();
		await shoot(`list-${resource}-chosen`);
		expect(await input.inputValue()).toBe(names[0]);
		await closeNode(page);
	}
});

step('the description of a Converge tool says what its operation does', async () => {
	const agent = { name: 'Agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3 };
	const preview = {
		name: 'Look',
		type: packageNode('convergeTool'),
		parameters: { operation: 'mapOrder' },
	};
	await openInEditor([agent, preview], {
		Start: { main: [to('Agent')] },
		Look: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
	});
	await openNode(page, 'Look');
	const description = page.getByTestId('parameter-expression-preview-toolDescription');
	await description.getByText('Preview the Converge event').waitFor();
	await shoot('converge-tool');
});

for (const theme of ['light', 'dark'])
	step(`the ${theme} theme shows every icon`, () => drawsIcons(theme));

async function drawsIcons(theme: string): Promise<void> {
	await page.evaluate(`localStorage.setItem('N8N_THEME', '${theme}')`);
	await page.goto(`${world.n8n.url}/workflow/${workflowId}`);
	await canvasNode(page, 'Converge').waitFor();
	await shoot(`canvas-${theme}`);
	const onCanvas = await iconsOf(page);
	expect(onCanvas).toHaveLength(2);
	for (const { src, isDrawn } of onCanvas) {
		expect(src.includes('.dark.svg')).toBe(theme === 'dark');
		expect(isDrawn).toBe(true);
	}

	await openNode(page, 'BigCommerce Trigger');
	await page.getByText('When will this node trigger my flow?').click();
	await shoot(`trigger-${theme}`);
	await closeNode(page);
	await openNode(page, 'Converge');
	await page.getByTestId('fixed-collection-add').click();
	await page.getByTestId('collection-parameter-add').click();
	await shoot(`converge-${theme}`);
	for (const { isDrawn } of await iconsOf(page)) expect(isDrawn).toBe(true);
	await page.keyboard.press('Escape');

	await page.setViewportSize({ width: 1100, height: 800 });
	await page.goto(`${world.n8n.url}/workflow/${workflowId}`);
	await canvasNode(page, 'Converge').waitFor();
	await shoot(`canvas-${theme}-1100`);
	for (const [name, file] of [
		['BigCommerce Trigger', 'trigger'],
		['Converge', 'converge'],
	]) {
		await openNode(page, name);
		await shoot(`${file}-${theme}-1100`);
		await closeNode(page);
	}
	await page.setViewportSize({ width: 1440, height: 900 });
}

step('publishing without a public address shows what to set', async () => {
	await world.restartN8n({ N8N_WEBHOOK_URL: `${world.n8n.url}/` });
	const { data } = await world.api.http.get<{ data: { nodes: object[]; connections: object } }>(
		`/workflows/${workflowId}`,
	);
	const { nodes, connections } = data.data;
	await world.api.deactivate(workflowId);
	const id = await world.api.createWorkflow({ name: 'Local', nodes, connections });
	await page.goto(`${world.n8n.url}/workflow/${id}`);
	await canvasNode(page, 'Converge').waitFor();
	await page.getByTestId('workflow-open-publish-modal-button').click();
	await page.getByTestId('workflow-publish-button').click();
	await page.getByText('N8N_WEBHOOK_URL=https://n8n.example.com/').first().waitFor();
});
