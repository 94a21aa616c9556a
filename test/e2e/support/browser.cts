import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

selectors.setTestIdAttribute('data-test-id');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const viewport = { width: 1440, height: 900 };

/**
 * Starts a browser with one page of a laptop's size. The browser is the one in the environment variable
 * `CHROMIUM`, or the first one on the PATH.
 */
export async function openBrowser(): Promise<{ browser: Browser; page: Page }> {
	const browser = await chromium.launch({
		executablePath: findChromium(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
	const page = await browser.newPage({ viewport });
	page.setDefaultTimeout(20_000);
	return { browser, page };
}

/**
 * Saves screenshots of the editor to the folder in the environment variable `EDITOR_PICTURES`, or to a
 * temporary one.
 */
export function pictures(): (page: Page, name: string) => Promise<void> {
	const { EDITOR_PICTURES: kept } = process.env;
	if (kept) mkdirSync(kept, { recursive: true });
	const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'editor-pictures-'));
	return async (page, name) => {
		const file = path.join(folder, `${name}.png`);
		// n8n's buttons are blank while they fade in after being busy.
		await page.waitForTimeout(500);
		// Toast notifications would cover the content.
		const style = '.el-notification { visibility: hidden }';
		await page.screenshot({ path: file, animations: 'disabled', style });
	};
}

function findChromium(): string {
	const { CHROMIUM, PATH = '' } = process.env;
	if (CHROMIUM) return CHROMIUM;
	const folders = PATH.split(path.delimiter);
	const found = names
		.flatMap((name) => folders.map((folder) => path.join(folder, name)))
		.find((file) => existsSync(file));
	if (!found) throw new Error('No Chromium found on the PATH. Set CHROMIUM to its path.');
	return found;
}
