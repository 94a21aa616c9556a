import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readExampleWorkflow, sandboxCredentials } from '../../scripts/exampleWorkflow.cts';
import { runN8nCommand } from '../../scripts/runN8n.cts';
import { openBrowser } from './support/browser.cts';
import {
	canvasNode,
	chooseCredentials,
	exportWorkflow,
	importWorkflow,
	publish,
	publishAgain,
	signInToEditor,
} from './support/editor.cts';
import { startEmptyWorld } from './support/emptyWorld.cts';
import { hooksOf } from './support/hooks.cts';
import { exampleWorkflow } from './support/manual.cts';
import { useCredentials } from './support/shop.cts';
import { startWorld, type World } from './support/world.cts';

interface Workflow {
	nodes: Array<{
		name: string;
		type: string;
		typeVersion: number;
		parameters: object;
	}>;
	connections: object;
}

const minutes = 60_000;
jest.setTimeout(10 * minutes);

const folder = path.join(__dirname, '../../workflows');
let world: World;
const worlds: World[] = [];
let browser: Browser;
let page: Page;
let downloaded: string;

beforeAll(async () => {
	({ browser, page } = await openBrowser());
}, minutes);

afterAll(async () => {
	await browser?.close();
	await Promise.all(worlds.map((each) => each.stop()));
});

/** The author's part of a workflow; n8n gives each copy its own ids and positions. */
const authoredPart = ({ nodes, connections }: Workflow) => ({
	nodes: nodes.map(({ name, type, typeVersion, parameters }) => ({
		...{ name, type, typeVersion, parameters },
	})),
	connections,
});
const parse = (text: string) => JSON.parse(text) as Workflow;
/** What the editor's export keeps of nodes: it omits parameters with default values. */
const kinds = (json: string) => parse(json).nodes.map(({ name, type }) => [name, type]);

test('exporting a published workflow reveals no secret', async () => {
	worlds.push((world = await startWorld()));
	const { store, converge } = world.sandbox;
	const hooks = await hooksOf(world);
	expect(hooks).toHaveLength(2);
	const secrets = [
		...hooks.flatMap(({ headers }) => Object.values(headers)),
		...[store.tokens.full, store.clientSecret, converge.token],
	];

	await signInToEditor(page, world.n8n);
	await page.goto(`${world.n8n.url}/workflow/${world.workflowId}`);
	await canvasNode(page, 'Converge').waitFor();
	downloaded = await exportWorkflow(page);
	const file = path.join(world.instance.userFolder, 'export.json');
	await runN8nCommand(world.instance, ['export:workflow', '--all', `--output=${file}`]);
	const [byCommand] = JSON.parse(await readFile(file, 'utf8')) as Workflow[];
	for (const text of [downloaded, JSON.stringify(byCommand)]) {
		expect(text).toContain('bigCommerceTrigger');
		for (const secret of secrets) expect(text).not.toContain(secret);
	}
	const example = readExampleWorkflow() as unknown as Workflow;
	expect(authoredPart(byCommand)).toEqual(authoredPart(example));
	expect(kinds(downloaded)).toEqual(example.nodes.map(({ name, type }) => [name, type]));
	expect(parse(downloaded).connections).toEqual(example.connections);
	await world.stop();
});

test('a second, empty n8n starts', async () => {
	worlds.push((world = await startEmptyWorld()));
	await signInToEditor(page, world.n8n);
});

test.each(readdirSync(folder))(
	'%s imports without a warning and exports unchanged',
	async (file) => {
		const text = readFileSync(path.join(folder, file), 'utf8');
		expect(await importWorkflow(page, world.n8n, text)).toEqual([]);
		const once = await exportWorkflow(page);
		expect(parse(once).connections).toEqual(parse(text).connections);
		expect(kinds(once)).toEqual(kinds(text));
		expect(await importWorkflow(page, world.n8n, once)).toEqual([]);
		expect(authoredPart(parse(await exportWorkflow(page)))).toEqual(authoredPart(parse(once)));
	},
);

/** The nodes of the open workflow for which no credential of this type is selected. */
async function withoutCredential(type: string, nodeType: RegExp): Promise<string[]> {
	const { nodes } = JSON.parse(await exportWorkflow(page)) as {
		nodes: Array<{ name: string; type: string; credentials?: Record<string, object> }>;
	};
	const own = nodes.filter((node) => nodeType.test(node.type));
	return own.filter(({ credentials }) => !credentials?.[type]).map(({ name }) => name);
}

test('a credential of each type is created', async () => {
	for (const { name, type, data } of sandboxCredentials(world.sandbox)) {
		await world.api.http.post('/credentials', { name: `My ${name}`, type, data });
	}
});

test.each(readdirSync(folder))(
	'n8n selects the only credentials when %s is imported',
	async (file) => {
		await importWorkflow(page, world.n8n, readFileSync(path.join(folder, file), 'utf8'));
		expect(await withoutCredential('bigCommerceApi', /\.bigCommerce/)).toEqual([]);
		expect(await withoutCredential('convergeApi', /\.converge$/)).toEqual([]);
	},
);

test('the downloaded workflow delivers an order once credentials are chosen', async () => {
	// n8n selects credentials of the right type and shows a notice.
	expect(await importWorkflow(page, world.n8n, downloaded)).toEqual([
		expect.stringContaining('Credentials auto-added'),
	]);
	await chooseCredentials(page, {
		'BigCommerce Trigger': 'My Sandbox store',
		Converge: 'My Sandbox Converge',
	});
	const again = await exportWorkflow(page);
	expect(authoredPart(parse(again))).toEqual(authoredPart(parse(downloaded)));

	await publish(page);
	const [, id] = /\/workflow\/([^/?]+)/.exec(page.url())!;
	await world.api.waitUntilActive(id);
	const orderId = await world.sandbox.store.placeOrder();
	const event = await world.sandbox.converge.waitForEvent(String(orderId), minutes);
	expect(event).toMatchObject({ event_name: 'Placed Order' });
});

/** A workflow of the folder in which the credentials of the second n8n are chosen. */
async function withOwnCredentials(file: string): Promise<string> {
	const { data } = await world.api.http.get<{
		data: Array<{ id: string; name: string; type: string }>;
	}>('/credentials');
	const chosen = data.data.map(({ id, name, type }) => [type, { id, name }] as const);
	const workflow = exampleWorkflow(path.parse(file).name);
	useCredentials(workflow, Object.fromEntries(chosen));
	return JSON.stringify(workflow);
}

test.each(['order-to-converge.json', 'reconcile-nightly.json', 'alerts.json'])(
	'two imports of %s both publish',
	async (file) => {
		const text = await withOwnCredentials(file);
		const ids: string[] = [];
		for (let copy = 0; copy < 2; copy++) {
			await importWorkflow(page, world.n8n, text);
			await publishAgain(page);
			const [, id] = /\/workflow\/([^/?]+)/.exec(page.url())!;
			await world.api.waitUntilActive(id);
			ids.push(id);
		}
		expect(new Set(ids).size).toBe(2);
	},
);

test('each published import delivers an order', async () => {
	const { store, converge, deliveries } = world.sandbox;
	const orderId = await store.placeOrder();
	await converge.waitForEvent(String(orderId), minutes);
	await deliveries.idle(minutes);
	// The downloaded one, and the two imports.
	expect(converge.byEventId.get(String(orderId))).toHaveLength(3);
});
