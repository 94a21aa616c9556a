import { gateResponse, type GateOptions } from '../../../../nodes/BigCommerce/trigger/n8nResponse';
import { FakeResponse } from './fakeResponse.cts';

const LATE = { status: 503, message: 'Still in progress, please retry' };
const EMPTY = {
	message: 'Workflow executed successfully but the last node did not return any data',
};

function gated(options: Partial<GateOptions> = {}) {
	const fake = new FakeResponse();
	const gate = gateResponse(fake.asResponse(), { timeLimitMs: 60_000, late: LATE, ...options });
	return { fake, gate, response: fake.asResponse() };
}

test.each(['json', 'send', 'end'] as const)(
	"the client gets n8n's own response by %s, and its status is the outcome",
	async (method) => {
		const { fake, gate, response } = gated();
		response.status(500)[method]({ message: 'Error in workflow' });
		expect(fake.written).toEqual([{ status: 500, body: { message: 'Error in workflow' } }]);
		expect(await gate.outcome).toBe(500);
	},
);

test('a response without a status is 200, and keeps its headers', async () => {
	const { fake, gate, response } = gated();
	response.setHeader('x-test', 'yes');
	response.send('done');
	expect(fake.written).toEqual([{ status: 200, body: 'done' }]);
	expect(fake.headers).toEqual({ 'x-test': 'yes' });
	expect(await gate.outcome).toBe(200);
});

describe('after the time limit', () => {
	test('the client gets the late response, and the outcome is still what n8n says', async () => {
		const { fake, gate, response } = gated({ timeLimitMs: 20 });
		expect(await fake.sent).toBe(503);
		expect(fake.written).toEqual([{ status: 503, body: { message: LATE.message } }]);
		response.setHeader('x-late', 'ignored');
		response.status(200);
		response.json({ message: 'done' });
		expect(fake.written).toHaveLength(1);
		expect(await gate.outcome).toBe(200);
	});

	test('a failed execution is a failed outcome', async () => {
		const { fake, gate, response } = gated({ timeLimitMs: 20 });
		await fake.sent;
		response.status(500).json({ message: 'Error in workflow' });
		expect(await gate.outcome).toBe(500);
	});

	test('a response that was sent in time stays the only one', async () => {
		const { fake, response } = gated({ timeLimitMs: 20 });
		response.json({ message: 'done' });
		await new Promise((resolve) => setTimeout(resolve, 60));
		expect(fake.written).toEqual([{ status: 200, body: { message: 'done' } }]);
	});
});

describe('a response of our own', () => {
	test('is sent once', () => {
		const { fake, gate } = gated();
		gate.respond(200, 'Duplicate notification ignored');
		gate.respond(503, 'too late');
		const body = { message: 'Duplicate notification ignored' };
		expect(fake.written).toEqual([{ status: 200, body }]);
	});

	test('says nothing about the outcome', async () => {
		const { gate, response } = gated();
		gate.respond(503, 'please retry');
		const pending = new Promise((resolve) => setTimeout(() => resolve('pending'), 20));
		expect(await Promise.race([gate.outcome, pending])).toBe('pending');
		response.json({ message: 'done' });
		expect(await gate.outcome).toBe(200);
	});
});

test('an execution in which no node ran is 503, for the client and as the outcome', async () => {
	const { fake, gate, response } = gated();
	response.status(200).json(EMPTY);
	expect(fake.written[0].status).toBe(503);
	expect(await gate.outcome).toBe(503);
});

test('the status for the client can be another than the outcome', async () => {
	const { fake, gate, response } = gated({ translate: (status) => (status > 299 ? 200 : status) });
	response.status(500).json({ message: 'Error in workflow' });
	expect(fake.written[0].status).toBe(200);
	expect(await gate.outcome).toBe(500);
});

test('neither the late response nor our own reaches the client untranslated', async () => {
	const translate = (status: number) => (status > 299 ? 200 : status);
	const late = gated({ translate, timeLimitMs: 20 });
	expect(await late.fake.sent).toBe(200);
	late.response.status(500).json({ message: 'Error in workflow' });
	expect(await late.gate.outcome).toBe(500);

	const own = gated({ translate });
	own.gate.respond(503, 'Order temporarily unavailable, please retry');
	expect(await own.fake.sent).toBe(200);
});
