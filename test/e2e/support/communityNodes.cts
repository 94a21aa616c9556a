import type { Locator, Page } from 'playwright-core';
import type { RunningN8n } from '../../../scripts/runN8n.cts';

const packageName = 'n8n-nodes-bigcommerce-converge';

/** Opens Settings › Community nodes; resolves when n8n shows what is installed. */
export async function openCommunityNodes(page: Page, { url }: RunningN8n): Promise<void> {
	await page.goto(`${url}/settings/community-nodes`);
	await packageCard(page).or(page.getByTestId('empty-state')).waitFor();
}

/** The card of this package. */
export function packageCard(page: Page): Locator {
	return page.getByTestId('community-package-card').filter({ hasText: packageName });
}

/** Fills in the dialog that installs this package. */
export async function fillInstallDialog(page: Page): Promise<void> {
	await page.getByRole('button', { name: /^Install/ }).click();
	await page.getByTestId('package-name-input').fill(packageName);
	await page.getByTestId('user-agreement-checkbox').click();
}

/** Confirms the dialog, and waits until n8n has installed the package. */
export async function install(page: Page): Promise<void> {
	await page.getByTestId('install-community-package-button').click();
	await packageCard(page).waitFor();
	await page.getByTestId('communityPackageInstall-modal').waitFor({ state: 'hidden' });
}

/** Opens the dialog that updates this package; resolves when it lists the affected workflows. */
export async function openUpdateDialog(page: Page): Promise<Locator> {
	await packageCard(page).getByRole('button', { name: 'Update' }).click();
	return await openedDialog(page);
}

/** Opens the dialog that uninstalls this package; resolves when it lists the affected workflows. */
export async function openUninstallDialog(page: Page): Promise<Locator> {
	await packageCard(page).getByTestId('action-toggle').click();
	await page.getByRole('menuitem', { name: 'Uninstall package' }).click();
	return await openedDialog(page);
}

async function openedDialog(page: Page): Promise<Locator> {
	const dialog = page.getByTestId('communityPackageManageConfirm-modal');
	await dialog.getByRole('row').nth(1).waitFor();
	return dialog;
}

/** Confirms the uninstall dialog, and waits until n8n lists no package. */
export async function confirmUninstall(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Confirm uninstall' }).click();
	await page.getByTestId('empty-state').waitFor();
}
