import type { IDataObject } from 'n8n-workflow';
import { ExampleWorkflow } from './runNode.cts';

const alerts = new ExampleWorkflow('alerts');
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

async function failure(message: string, httpCode?: string): Promise<IDataObject> {
	const execution = { error: { message, httpCode }, url: 'https://n8n.example.com/1' };
	const [problem] = await alerts.runCode('Failure', {
		'When a workflow fails': [{ execution, workflow: { id: 'w1', name: 'Orders' } }],
		'A failure?': [{}],
	});
	return problem;
}
const keyOf = async (message: string) => (await failure(message)).key;

describe('the key of a problem', () => {
	test.each([
		...['Converge rejected the webhook token. Copy it again', 'Converge did not respond'].map(
			(cause) => [cause, (id: number) => `Order ${id} was not delivered: ${cause}`] as const,
		),
		[
			'a refund',
			(id: number) =>
				`Refund ${id} of order ${id} was not delivered: Converge rejected the webhook token`,
		],
		[
			'a missing scope',
			(id: number) =>
				`Order ${id} could not be fetched: The access token is missing the "Orders" scope (order ${id}). The scopes of an API account cannot be changed.`,
		],
		[
			'a deleted storefront',
			(id: number) =>
				`Order ${id} could not be fetched: Storefront 1001 not found. Choose another.`,
		],
	] as const)('is the same for every order: %s', async (_name, message) => {
		expect(await keyOf(message(101))).toBe(await keyOf(message(102)));
	});

	test.each([
		['a mapping error', (id: number) => `Order ${id}: "currency" is missing`],
		[
			'open orders',
			(id: number) =>
				`98 % of the orders are in Converge. BigCommerce 50 orders.\nSent now: 0. Excluded: 0.\nOpen: Order ${id} was not delivered: Converge rejected the event (HTTP 400).`,
		],
	] as const)(
		'holds the order of a problem that is about one order: %s',
		async (_name, message) => {
			expect(await keyOf(message(101))).not.toBe(await keyOf(message(102)));
		},
	);

	test('differs from cause to cause', async () => {
		const causes = ['Converge rejected the webhook token', 'Converge did not respond'];
		const keys = await Promise.all(
			causes.map((cause) => keyOf(`Order 1 was not delivered: ${cause}`)),
		);
		expect(new Set(keys).size).toBe(2);
	});

	test('leaves the message whole, and does not change what heals', async () => {
		const message = 'Order 7 was not delivered: Converge is temporarily unavailable (HTTP 503)';
		expect(await failure(message, '503')).toMatchObject({ message, heals: true });
		for (const passing of [
			'Order 7 was not delivered: Converge did not respond',
			'Order 7 could not be fetched: BigCommerce did not respond',
			'Workflow did not finish, possible out-of-memory issue',
			'This execution failed to be processed too many times and will no longer retry.',
			'The execution was cancelled',
		]) {
			expect(await failure(passing)).toMatchObject({ heals: true });
		}
		const cancelled = 'Order 7 is not placed: its status is Cancelled';
		expect(await failure(cancelled)).toMatchObject({ heals: false });
		const refused = 'Order 7 was not delivered: Converge rejected the webhook token';
		expect(await failure(refused, '401')).toMatchObject({ message: refused, heals: false });
	});
});

describe('a problem', () => {
	async function judge(heals: boolean, row: IDataObject, patience_hours = 24) {
		const [outcome] = await alerts.runCode('Does it need a person?', {
			Settings: [{ patience_hours }],
			Failure: [{ key: 'k', heals }],
			'Known alert': [row],
		});
		return outcome;
	}
	const seen = (firstHours: number, lastHours: number, alerted: string | null) => ({
		...{ first_at: hoursAgo(firstHours), last_at: hoursAgo(lastHours), times: 5, alerted },
	});

	test('that is new gives an alert unless it heals', async () => {
		expect(await judge(false, {})).toMatchObject({ alert: true, times: 1 });
		expect(await judge(true, {})).toMatchObject({ alert: false, times: 1, alerted: null });
	});

	test.each([49, 60 * 24])('that was last seen %d hours ago is new', async (hours) => {
		const before = Date.now();
		const blip = await judge(true, seen(hours + 1, hours, null));
		expect(blip).toMatchObject({ alert: false, times: 1, alerted: null });
		expect(Date.parse(blip.first_at as string)).toBeGreaterThanOrEqual(before);
		const back = await judge(false, seen(hours + 1, hours, hoursAgo(hours)));
		expect(back).toMatchObject({ alert: true, times: 1 });
		expect(Date.parse(back.alerted as string)).toBeGreaterThanOrEqual(before);
		const healing = await judge(true, seen(hours + 100, hours, hoursAgo(hours)));
		expect(healing).toMatchObject({ alert: false, alerted: null });
	});

	// The nightly run takes longer on one night than on another, and BigCommerce's last retry comes after 24 hours.
	test.each([0.1, 24, 26])('that was last seen %d hours ago goes on', async (hours) => {
		const alerted = hoursAgo(hours);
		expect(await judge(false, seen(90, hours, alerted))).toMatchObject({
			...{ alert: false, times: 6, alerted },
		});
		expect(await judge(true, seen(25, hours, null))).toMatchObject({ alert: true, times: 6 });
	});

	test('that heals gives no alert before patience_hours are over', async () => {
		expect(await judge(true, seen(23, 2, null))).toMatchObject({ alert: false, times: 6 });
	});

	test('is remembered for patience_hours when these are longer', async () => {
		expect(await judge(true, seen(80, 70, null), 72)).toMatchObject({ alert: true, times: 6 });
		expect(await judge(true, seen(80, 73, null), 72)).toMatchObject({ alert: false, times: 1 });
	});
});

describe('of executions that fail at the same moment', () => {
	const at = (ms: number) => new Date(1_800_000_000_000 + ms).toISOString();
	const isSent = async (mine: string, rows: IDataObject[]) =>
		(
			await alerts.runCode('Once', {
				'Does it need a person?': [{ key: 'k', alerted: mine }],
				Remembered: rows,
			})
		).length > 0;

	test('the one that wrote last gives the alert', async () => {
		expect(await isSent(at(1), [{ alerted: at(2) }])).toBe(false);
		expect(await isSent(at(2), [{ alerted: at(2) }])).toBe(true);
	});

	test('one gives the alert where each has made a row', async () => {
		const rows = [{ alerted: at(2) }, { alerted: at(1) }, { alerted: null }];
		expect(await isSent(at(1), rows)).toBe(true);
		expect(await isSent(at(2), rows)).toBe(false);
	});

	test('each gives the alert where the table could not be written', async () => {
		expect(await isSent(at(1), [{}])).toBe(true);
	});
});
