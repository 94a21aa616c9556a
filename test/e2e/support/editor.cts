import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import type { RunningN8n } from '../../../scripts/runN8n.cts';

/** Signs in through n8n's own form. */
export async function signInToEditor(page: Page, { url, login }: RunningN8n): Promise<void> {
	await page.goto(`${url}/signin`);
	await page.locator('[name=emailOrLdapLoginId]').fill(login.email);
	await page.locator('[name=password]').fill(login.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(/\/home\//);
}

/** Opens an empty workflow. */
export async function newWorkflow(page: Page, { url }: RunningN8n): Promise<void> {
	await page.goto(`${url}/workflow/new`);
	await page.getByTestId('canvas-add-button').waitFor();
}

/** Searches the open node panel and opens the details of the exact match. */
export async function findNode(page: Page, name: string): Promise<void> {
	await page.getByTestId('node-creator-search-bar').fill(name);
	await page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
	await page.getByTestId('node-creator-category-item').first().waitFor();
}

/** Drags a trigger or an action from the panel onto the canvas, where n8n opens the new node. */
export async function dragToCanvas(page: Page, action: string, to: { x: number; y: number }) {
	const item = page.locator('[draggable]').filter({ hasText: action }).first();
	await item.dragTo(page.getByTestId('canvas'), { targetPosition: to });
	await page.getByTestId('ndv').waitFor();
}

export async function closeNode(page: Page): Promise<void> {
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('ndv').waitFor({ state: 'hidden' });
}

export async function openNode(page: Page, name: string): Promise<void> {
	await canvasNode(page, name).dblclick();
	await page.getByTestId('ndv').waitFor();
}

export function canvasNode(page: Page, name: string): Locator {
	return page.getByTestId('canvas-node').filter({ hasText: name });
}

/** Opens a parameter's list. n8n closes it when it re-renders the parameter, so this tries repeatedly. */
export async function openList(page: Page, parameter: string): Promise<void> {
	const isOpen = async () =>
		await page
			.getByRole('option')
			.first()
			.waitFor({ timeout: 2_000 })
			.then(
				() => true,
				() => false,
			);
	do await page.getByTestId(`parameter-input-${parameter}`).click();
	while (!(await isOpen()));
}

/** The open credential form. */
export function credentialForm(page: Page): Locator {
	return page.getByTestId('editCredential-modal');
}

export async function fillCredential(page: Page, values: Record<string, string>): Promise<void> {
	for (const [name, value] of Object.entries(values)) {
		await page.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
	}
}

/** Saves the credential. n8n then tests it, and closes the form when the test passes. */
export async function saveCredential(page: Page): Promise<void> {
	await page.getByTestId('credential-save-button').click();
}

/** The start of the JSON in the open node's output pane, without whitespace. */
export async function outputJson(page: Page): Promise<string> {
	const pane = page.getByTestId('output-panel');
	await pane.getByTestId('radio-button-json').click();
	const json = pane.locator('.vjs-tree');
	await json.waitFor();
	return (await json.innerText()).replace(/\s/g, '');
}

/** This package's icons on the page, each with whether the browser could draw it. */
export async function iconsOf(page: Page): Promise<Array<{ src: string; isDrawn: boolean }>> {
	return await page
		.locator('img[src*="n8n-nodes-bigcommerce-converge"]')
		.evaluateAll((images) =>
			(images as unknown as Array<{ src: string; complete: boolean; naturalWidth: number }>).map(
				({ src, complete, naturalWidth }) => ({ src, isDrawn: complete && naturalWidth > 0 }),
			),
		);
}

async function chooseCredential(page: Page, name: string): Promise<void> {
	await page.getByTestId('node-credentials-select').click();
	await page
		.getByTestId('node-credentials-select-item')
		.or(page.getByRole('option'))
		.filter({ hasText: name })
		.first()
		.click();
}

/** Chooses a credential for each of these nodes of the open workflow: node name → credential name. */
export async function chooseCredentials(page: Page, byNode: Record<string, string>): Promise<void> {
	for (const [node, credential] of Object.entries(byNode)) {
		await openNode(page, node);
		await chooseCredential(page, credential);
		await closeNode(page);
	}
}

/** Publishes the open workflow for the first time, after which n8n shows a dialog. */
export async function publish(page: Page): Promise<void> {
	await publishAgain(page);
	await page.getByRole('button', { name: 'Got it' }).click();
}

/** Publishes the open workflow, which has been published before. */
export async function publishAgain(page: Page): Promise<void> {
	await page.getByTestId('workflow-open-publish-modal-button').click();
	await page.getByTestId('workflow-publish-button').click();
}

/** Unpublishes the open workflow. Its hooks may be removed a little later. */
export async function unpublish(page: Page): Promise<void> {
	await page.getByTestId('version-menu-button').click();
	await page.getByRole('menuitem', { name: 'Unpublish' }).click();
	const dialog = page.getByTestId('workflow-history-version-unpublish-modal');
	await dialog.getByRole('button', { name: 'Unpublish' }).click();
	await dialog.waitFor({ state: 'hidden' });
}

/** Downloads the open workflow through the editor's menu; resolves to the content of the file. */
export async function exportWorkflow(page: Page): Promise<string> {
	const downloading = page.waitForEvent('download');
	await page.getByTestId('workflow-menu').click();
	await page.getByRole('menuitem', { name: 'Export JSON' }).click();
	return await readFile(await (await downloading).path(), 'utf8');
}

/**
 * Imports a file into a new workflow. Resolves, once its nodes appear, to the notifications that the
 * editor shows.
 */
export async function importWorkflow(page: Page, n8n: RunningN8n, json: string): Promise<string[]> {
	await newWorkflow(page, n8n);
	await page.getByTestId('workflow-import-input').setInputFiles({
		name: 'workflow.json',
		mimeType: 'application/json',
		buffer: Buffer.from(json),
	});
	const { nodes } = JSON.parse(json) as { nodes: Array<{ name: string }> };
	await canvasNode(page, nodes.at(-1)!.name).first().waitFor();
	return await page.locator('.el-notification').allInnerTexts();
}
