import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { sandboxCredentials } from '../../scripts/exampleWorkflow.cts';
import { openBrowser, pictures } from './support/browser.cts';
import {
	confirmUninstall,
	fillInstallDialog,
	install,
	openCommunityNodes,
	openUninstallDialog,
	openUpdateDialog,
	packageCard,
} from './support/communityNodes.cts';
import {
	canvasNode,
	chooseCredentials,
	iconsOf,
	importWorkflow,
	openNode,
	publish,
	publishAgain,
	signInToEditor,
	unpublish,
} from './support/editor.cts';
import { hooksOf } from './support/hooks.cts';
import { startRegistry, type Registry } from './support/registry.cts';
import { story } from './support/story.cts';
import { startWorld, type World } from './support/world.cts';

const minutes = 60_000;
jest.setTimeout(5 * minutes);

const root = path.join(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const [major, minor, patch] = version.split('.').map(Number);
const higher = `${major}.${minor}.${patch + 1}`;

let registry: Registry;
let world: World;
let browser: Browser;
let page: Page;
let workflowId: string;
let waiting: number;
const step = story();
const picture = pictures();
const shoot = async (name: string) => await picture(page, `install-${name}`);

beforeAll(async () => {
	registry = await startRegistry();
	await registry.publish();
	world = await startWorld({ bare: true, env: registry.env, sandbox: { retryScale: 0.05 } });
	({ browser, page } = await openBrowser());
	// Some clicks run npm.
	page.setDefaultTimeout(2 * minutes);
}, 20 * minutes);

afterAll(async () => {
	await browser?.close();
	await world?.stop();
	await registry?.stop();
});

afterEach(async () => await shoot('last-step'));

/** Places an order and returns the event that Converge receives. */
const nextEvent = async () => {
	const orderId = await world.sandbox.store.placeOrder();
	return await world.sandbox.converge.waitForEvent(String(orderId), 4 * minutes);
};
const openWorkflow = async () => {
	await page.goto(`${world.n8n.url}/workflow/${workflowId}`);
	await canvasNode(page, 'Converge').waitFor();
};
/** Places an order; resolves to its id and the responses to its first notifications. */
const answeredOrder = async () => {
	const { store, deliveries } = world.sandbox;
	const id = await store.placeOrder();
	const answers = () => deliveries.log.filter(({ orderId }) => orderId === id);
	while (answers().length < 2) await sleep(100);
	return { id, answers: new Set(answers().map(({ status }) => status)) };
};
/** Restarts n8n like a container that does not persist the folder of community nodes. */
const restartWithoutPackage = async (env?: Record<string, string>) => {
	await world.n8n.stop();
	await rm(path.join(world.instance.userFolder, '.n8n/nodes'), { recursive: true });
	await world.restartN8n(env);
};

step('no package is installed at first', async () => {
	await signInToEditor(page, world.n8n);
	await openCommunityNodes(page, world.n8n);
	expect(await packageCard(page).count()).toBe(0);
});

step("n8n's dialog installs the package and lists its nodes", async () => {
	await fillInstallDialog(page);
	await shoot('dialog');
	await install(page);
	await shoot('installed');
	const card = await packageCard(page).innerText();
	expect(card).toContain(`v${version}`);
	expect(card).toMatch(/3 nodes:\s*BigCommerce,BigCommerce Trigger,Converge/);
});

step('the imported and published example workflow delivers an order', async () => {
	for (const { name, type, data } of sandboxCredentials(world.sandbox)) {
		await world.api.http.post('/credentials', { name, type, data });
	}
	await importWorkflow(page, world.n8n, read('workflows/order-to-converge.json'));
	await chooseCredentials(page, {
		'BigCommerce Trigger': 'Sandbox store',
		Converge: 'Sandbox Converge',
	});
	await publish(page);
	await shoot('used');
	const icons = await iconsOf(page);
	expect(icons).toHaveLength(2);
	for (const { isDrawn } of icons) expect(isDrawn).toBe(true);

	[, workflowId] = /\/workflow\/([^/?]+)/.exec(page.url())!;
	await world.api.waitUntilActive(workflowId);
	const event = await nextEvent();
	expect(event).toMatchObject({ event_name: 'Placed Order' });
	expect(event.properties).toHaveProperty('order_source');
});

step('n8n offers a newer version, which works at once in the active workflow', async () => {
	// The new release is recognisable in its events.
	const mapping = 'dist/nodes/Converge/placedOrder/toPlacedOrder.js';
	const changed = { [mapping]: ["'order_source'", "'source_of_order'"] as [string, string] };
	await registry.publish({ version: higher, changed });
	await openCommunityNodes(page, world.n8n);
	await shoot('update-offered');
	const dialog = await openUpdateDialog(page);
	await shoot('update');
	expect(await dialog.innerText()).toContain('BigCommerce orders to Converge');
	await dialog.getByRole('button', { name: 'Confirm update' }).click();
	await dialog.waitFor({ state: 'hidden' });
	await packageCard(page).getByText(`v${higher}`).waitFor();
	await shoot('updated');

	const { properties } = await nextEvent();
	expect(properties).toHaveProperty('source_of_order');
	expect(properties).not.toHaveProperty('order_source');
	expect(await hooksOf(world)).toHaveLength(2);
});

step('uninstalling under an active workflow keeps its hooks and rejects orders', async () => {
	await openUninstallDialog(page);
	await shoot('uninstall');
	await confirmUninstall(page);
	expect(await packageCard(page).count()).toBe(0);

	await openWorkflow();
	await shoot('workflow-without-package');
	expect(await iconsOf(page)).toEqual([]);
	await openNode(page, 'Converge');
	await page.getByTestId('ndv').getByText('This node is not currently installed').waitFor();
	await shoot('node-without-package');

	expect(await hooksOf(world)).toHaveLength(2);
	const { id, answers } = await answeredOrder();
	expect(answers).toEqual(new Set([400]));
	waiting = id;
});

step('reinstalling the package delivers the pending order', async () => {
	await openCommunityNodes(page, world.n8n);
	await fillInstallDialog(page);
	await install(page);
	await world.sandbox.converge.waitForEvent(String(waiting), 4 * minutes);
});

step('n8n reinstalls a missing package at startup when configured to', async () => {
	await restartWithoutPackage({ N8N_REINSTALL_MISSING_PACKAGES: 'true' });
	await nextEvent();
});

step(
	'without that setting, the package must be reinstalled and the workflow published again',
	async () => {
		await restartWithoutPackage();
		const { id, answers } = await answeredOrder();
		// 400 at first: n8n is ready before it checks its workflows and deactivates this one.
		expect([400, 404]).toEqual(expect.arrayContaining([...answers]));
		await openCommunityNodes(page, world.n8n);
		await shoot('lost');
		await fillInstallDialog(page);
		await install(page);
		await openWorkflow();
		await shoot('workflow-installed-again');
		await expect(world.api.waitUntilActive(workflowId)).rejects.toThrow('Unrecognized node type');
		await publishAgain(page);
		await world.sandbox.converge.waitForEvent(String(id), 4 * minutes);
	},
);

step('unpublishing before uninstalling leaves no hook in the store', async () => {
	await openWorkflow();
	await unpublish(page);
	while ((await hooksOf(world)).length > 0) await sleep(100);
	await openCommunityNodes(page, world.n8n);
	await openUninstallDialog(page);
	await confirmUninstall(page);
	expect(await packageCard(page).count()).toBe(0);
});
