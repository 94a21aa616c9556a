import { SandboxPage, shows } from './support/sandboxPage.cts';

let view: SandboxPage;

beforeAll(async () => {
	view = await SandboxPage.open();
});
afterAll(() => view?.close());

beforeEach(async () => {
	await view.start();
	await view.page.setViewportSize({ width: 1440, height: 900 });
});
afterEach(async () => {
	await view.end();
	expect(view.errors).toEqual([]);
});

/** Something of everything the page can show. */
async function fill(): Promise<void> {
	const { sandbox, standIn } = view;
	standIn.copies = 2;
	for (let i = 0; i < 3; i++) await sandbox.store.placeOrder({}, { payAfterMs: 0 }).paid;
	await sandbox.deliveries.idle();
	Object.assign(standIn, { copies: 1, change: (own: object) => Object.assign(own, { $email: 1 }) });
	await view.place();
	await view.place('Place a test order');
	await view.place('Begin a checkout');
	await view.button('Cancel order 101').click();
	await view.button('Refund order 102').click();
	await view.place('Place a poison order');
	await view.fault('Converge is down').check();
	await shows(view.page.locator('#deliveries'), '500');
	await shows(view.page.locator('#events'), 'warning');
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
	test('the page has contrast, and no horizontal scroll on wide, narrow and phone screens', async () => {
		await view.page.emulateMedia({ colorScheme });
		await fill();
		for (const width of [1440, 1301, 1181, 1100, 761, 390]) {
			await view.page.setViewportSize({ width, height: 844 });
			expect({ width, overflowing: await view.check('overflowing') }).toEqual({
				...{ width, overflowing: [] },
			});
			expect(await view.check('lowContrast')).toEqual([]);
			await view.picture(`${colorScheme}-${width}`);
		}
	});
});

describe('with the keyboard alone', () => {
	/** Presses Tab until an element has the focus. */
	const tabTo = async (name: string) => {
		for (let i = 0; i < 60; i++) {
			await view.page.keyboard.press('Tab');
			if ((await view.focus()).name === name) return;
		}
		throw new Error(`Tab does not reach "${name}"`);
	};

	test('an order is placed, shipped and refunded, and the focus stays with it', async () => {
		await tabTo('Place an order');
		await view.page.keyboard.press('Enter');
		await view.row('orders', 101).waitFor();
		await shows(view.row('orders', 101), 'Awaiting Fulfillment');
		await tabTo('Ship order 101');
		await view.page.keyboard.press('Enter');
		await shows(view.row('orders', 101), 'Shipped');
		expect(await view.focus()).toMatchObject({ name: 'Refund order 101' });
		await view.page.keyboard.press('Enter');
		await shows(view.row('orders', 101), 'Refunded');
		expect(await view.focus()).toMatchObject({ key: '101' });
	});

	test('a fault is switched with Space, and the focus is visible', async () => {
		await tabTo('Converge is down');
		await view.page.keyboard.press('Space');
		await shows(view.news, 'Converge is down: on.');
		expect(view.sandbox.converge.down).toBe(true);
		expect(await view.focus()).toMatchObject({ outline: 'solid 3px' });
	});

	test('every control has a name, and every table a caption', async () => {
		await fill();
		expect(await view.check('nameless')).toEqual([]);
		const tables = view.page.locator('table');
		const captions = view.page.locator('table > caption');
		expect(await captions.count()).toBe(await tables.count());
		await view.page.setViewportSize({ width: 390, height: 844 });
		await view.page.getByRole('table', { name: 'Orders, newest first' }).waitFor();
		await view.page.getByRole('rowheader', { name: '101' }).first().waitFor();
	});
});

test('the page says when the sandbox has ended', async () => {
	await view.place();
	await view.sandbox.stop();
	await shows(view.summary, 'The sandbox does not respond. Is npm start still running?');
	// The requests that fail now are errors in the browser's console.
	await view.page.goto('about:blank');
	view.errors = [];
});
