import fc from 'fast-check';
import { accept, type Received } from '../../../../nodes/BigCommerce/trigger/verifyNotification';
import { HOOK_HEADER, hookSecret } from '../../../../nodes/BigCommerce/trigger/signature';
import { forgeries, notification, signed, type Genuine } from '../../../support/forgeries.cts';

const of = { workflowId: 'workflow1', nodeId: 'node1', isTest: false };
const secret = hookSecret('token', of);
const clientSecret = 'client secret';
const storeHash = 'abc123';
const genuine: Genuine = {
	header: [HOOK_HEADER, secret],
	clientSecret,
	storeHash,
	orderId: 101,
	now: Math.floor(Date.now() / 1000),
};
const expected = { secret, clientSecret, storeHash };

/** The request as n8n hands it over: refused before when it is no JSON. */
function received(headers: Record<string, string>, text: string): Received | undefined {
	try {
		return { headers, rawBody: Buffer.from(text), body: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

describe('what comes from the hook is accepted', () => {
	const body = notification(genuine);
	const own = { [HOOK_HEADER]: secret };
	const right = signed(clientSecret, body, { timestamp: genuine.now });

	test.each([
		['without a signature', own, expected],
		['with the signature', { ...own, ...right }, expected],
		[
			'with several signatures',
			{ ...own, ...right, 'webhook-signature': `v1,AAAA ${right['webhook-signature']}` },
			expected,
		],
		[
			'two days late',
			{ ...own, ...signed(clientSecret, body, { timestamp: genuine.now - 48 * 3600 }) },
			expected,
		],
		[
			'with a signature, where no client secret is known',
			{ ...own, 'webhook-id': 'x' },
			{ ...expected, clientSecret: '' },
		],
	])('%s', (_name, headers, measure) => {
		expect(accept(received(headers, body)!, measure)).toMatchObject({ orderId: 101 });
	});

	test('with the body as a text instead of a buffer', () => {
		const request = {
			headers: { ...own, ...right },
			rawBody: body,
			body: JSON.parse(body) as unknown,
		};
		expect(accept(request, expected)).toMatchObject({ orderId: 101 });
	});

	test('of a channel scope, which has the id elsewhere', () => {
		const text = notification(genuine, { data: { order_id: 102 } });
		expect(accept(received(own, text)!, expected)).toMatchObject({ orderId: 102 });
	});
});

test('a signed notification without its raw body is refused', () => {
	const body = notification(genuine);
	const headers = {
		[HOOK_HEADER]: secret,
		...signed(clientSecret, body, { timestamp: genuine.now }),
	};
	const request = { headers, rawBody: undefined, body: JSON.parse(body) as unknown };
	expect(accept(request, expected)).toMatchObject({ status: 401 });
});

test('no forgery is accepted, whatever it is', () => {
	fc.assert(
		fc.property(forgeries(genuine), ({ headers, body }) => {
			const request = received(headers, body);
			if (!request) return;
			expect(accept(request, expected)).toMatchObject({ status: expect.any(Number) as number });
		}),
		{ numRuns: 3000 },
	);
});

test('any body is accepted only as the order that its signature covers', () => {
	fc.assert(
		fc.property(fc.nat({ max: 1e9 }), fc.nat({ max: 1e9 }), (signedId, sentId) => {
			const textOf = (id: number) => notification(genuine, { data: { type: 'order', id: id + 1 } });
			const headers = {
				[HOOK_HEADER]: secret,
				...signed(clientSecret, textOf(signedId), { timestamp: genuine.now }),
			};
			const outcome = accept(received(headers, textOf(sentId))!, expected);
			expect('orderId' in outcome).toBe(signedId === sentId);
		}),
	);
});

describe('the identity of a notification', () => {
	const identityOf = (given: object) => {
		const text = notification(genuine, given);
		const outcome = accept(received({ [HOOK_HEADER]: secret }, text)!, expected);
		return 'identity' in outcome ? outcome.identity : undefined;
	};

	test('is the same for its repetition, and for no other', () => {
		const identity = identityOf({});
		expect(identity).toBeDefined();
		expect(identityOf({})).toBe(identity);
		for (const other of [
			{ scope: 'store/order/updated' },
			{ hash: 'another' },
			{ created_at: 1_800_000_001 },
			{ data: { type: 'order', id: 102 } },
		]) {
			expect(identityOf(other)).not.toBe(identity);
		}
	});

	test('is unknown without a hash', () => {
		expect(identityOf({ hash: undefined })).toBeUndefined();
	});
});

describe('the secret', () => {
	test.each([
		['the token', hookSecret('token2', of)],
		['the workflow', hookSecret('token', { ...of, workflowId: 'workflow2' })],
		['the node', hookSecret('token', { ...of, nodeId: 'node2' })],
		['a test in the editor', hookSecret('token', { ...of, isTest: true })],
		[
			'how they are joined',
			hookSecret('token', { ...of, workflowId: 'workflow1node1', nodeId: '' }),
		],
	])('differs by %s', (_name, other) => {
		expect(other).toMatch(/^[0-9a-f]{64}$/);
		expect(other).not.toBe(secret);
	});
});
