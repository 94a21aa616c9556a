import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

import { call } from '../../sandbox/client.cts';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { openBrowser } from './browser.cts';
import { startStandIn, type StandIn } from './standIn.cts';

const PUBLIC_ORIGIN = 'https://n8n.example.com';
const DESTINATION = `${PUBLIC_ORIGIN}/webhook/00000000-0000-4000-8000-000000000001/bigcommerce`;
const SCOPES = ['store/order/created', 'store/order/statusUpdated'];
const CHECKS = readFileSync(path.join(__dirname, 'pageChecks.js'), 'utf8');

/** The sandbox's page in a browser, with a stand-in for n8n behind its webhooks. */
export class SandboxPage {
	sandbox!: Sandbox;
	/** What the browser's console has reported as errors since `start`. */
	errors: string[] = [];

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		readonly standIn: StandIn,
	) {
		page.on('console', (message) => {
			if (message.type() === 'error') this.errors.push(message.text());
		});
		page.on('pageerror', (error) => this.errors.push(error.message));
	}

	static async open(): Promise<SandboxPage> {
		const { browser, page } = await openBrowser();
		const standIn = await startStandIn(() => opened.sandbox);
		const opened: SandboxPage = new SandboxPage(browser, page, standIn);
		return opened;
	}

	/** Shows a new sandbox, in which a minute of BigCommerce's is one and a half seconds. */
	async start(): Promise<void> {
		this.errors = [];
		Object.assign(this.standIn, { change: () => undefined, copies: 1 });
		const routes = { [PUBLIC_ORIGIN]: this.standIn.origin };
		this.sandbox = await startSandbox({ retryScale: 0.025, routes });
		for (const scope of SCOPES) {
			const body = { scope, destination: DESTINATION };
			await call(this.sandbox, 'POST', '/v3/hooks', { body });
		}
		await this.page.goto(this.sandbox.url);
	}

	/** Leaves the page before its sandbox ends. */
	async end(): Promise<void> {
		await this.page.goto('about:blank');
		await this.sandbox.stop();
	}

	async close(): Promise<void> {
		await this.browser.close();
		await this.standIn.stop();
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	fault(name: string): Locator {
		return this.page.getByRole('switch', { name, exact: true });
	}

	row(table: string, key: string | number): Locator {
		return this.page.locator(`#${table} tr[data-key="${key}"]`);
	}

	get summary(): Locator {
		return this.page.locator('#summary');
	}

	get news(): Locator {
		return this.page.getByRole('log');
	}

	/** Places an order by a button of the page. @returns its id, when its row is there */
	async place(name = 'Place an order'): Promise<number> {
		const rows = this.page.locator('#orders tbody tr');
		const before = await rows.count();
		await this.button(name).click();
		await rows.nth(before).waitFor();
		return Number(await rows.first().getAttribute('data-key'));
	}

	/** What one of the functions in `pageChecks.js` finds. */
	async check(name: 'overflowing' | 'lowContrast' | 'nameless'): Promise<string[]> {
		return await this.evaluate<string[]>(name);
	}

	/** Takes a picture of the whole page into the folder that `EDITOR_PICTURES` names, if it does. */
	async picture(name: string): Promise<void> {
		const { EDITOR_PICTURES: folder } = process.env;
		if (!folder) return;
		mkdirSync(folder, { recursive: true });
		const file = path.join(folder, `sandbox-${name}.png`);
		// Hiding the caret takes a style of Playwright's own, which the page's policy refuses.
		await this.page.screenshot({ path: file, fullPage: true, caret: 'initial' });
	}

	async focus(): Promise<{ name: string; key?: string; outline: string }> {
		return await this.evaluate('focus');
	}

	private async evaluate<T>(name: string): Promise<T> {
		return await this.page.evaluate<T>(`(() => { ${CHECKS}\n return ${name}(); })()`);
	}
}

/** Waits until an element has a text. */
export async function shows(locator: Locator, text: string | RegExp): Promise<void> {
	await locator.filter({ hasText: text }).waitFor();
}
