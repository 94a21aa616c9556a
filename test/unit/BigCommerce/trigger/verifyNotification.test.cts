import fc from 'fast-check';
import {
	SAVE_SCOPE,
	verifyNotification,
	type WebhookRequest,
} from '../../../../nodes/BigCommerce/trigger/verifyNotification';
import {
	HOOK_HEADER,
	hookSecret,
	secretDigest,
} from '../../../../nodes/BigCommerce/trigger/signature';
import { forgeries, notification, signed, type Genuine } from '../../../support/forgeries.cts';

const of = { workflowId: 'workflow1', nodeId: 'node1', purpose: 'hook' as const };
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
const saveSecret = hookSecret('token', { ...of, purpose: 'save' });
const keys = {
	...{ secret, saveSecret, formerSecrets: [], clientSecret, storeHash },
	now: genuine.now * 1000,
};
const valid = (notification: object) => ({ status: 'valid', notification });

/** A wrong signature is only rejected once a right one was seen. */
beforeAll(() => {
	const body = notification(genuine);
	const headers = {
		[HOOK_HEADER]: secret,
		...signed(clientSecret, body, { timestamp: genuine.now }),
	};
	verifyNotification(webhookRequest(headers, body)!, keys);
});

/** The request as n8n hands it over, which rejects what is not JSON. */
function webhookRequest(headers: Record<string, string>, text: string): WebhookRequest | undefined {
	try {
		return { headers, rawBody: Buffer.from(text), body: JSON.parse(text) };
	} catch {
		return undefined;
	}
}

describe('a notification of the hook is accepted', () => {
	const body = notification(genuine);
	const own = { [HOOK_HEADER]: secret };
	const right = signed(clientSecret, body, { timestamp: genuine.now });

	test.each([
		['without a signature', own, keys],
		['with the signature', { ...own, ...right }, keys],
		[
			'with several signatures',
			{ ...own, ...right, 'webhook-signature': `v1,AAAA ${right['webhook-signature']}` },
			keys,
		],
		[
			'two days late',
			{ ...own, ...signed(clientSecret, body, { timestamp: genuine.now - 48 * 3600 }) },
			keys,
		],
		[
			'with a signature, where no client secret is known',
			{ ...own, 'webhook-id': 'x' },
			{ ...keys, clientSecret: '' },
		],
	])('%s', (_name, headers, given) => {
		expect(verifyNotification(webhookRequest(headers, body)!, given)).toMatchObject(
			valid({ orderId: 101 }),
		);
	});

	test.each([
		[3, { refund: { refund_id: 3 } }],
		[3, { refund: { refund_id: '3' } }],
		[undefined, {}],
		[undefined, { refund: null }],
		[undefined, { refund: [3] }],
		[undefined, { refund: { refund_id: -3 } }],
		[undefined, { refund: { refund_id: 1.5 } }],
		[undefined, { refund: { refund_id: { $gt: 0 } } }],
	])('with the refund ID %p of %j', (refundId, given) => {
		const { data, ...rest } = JSON.parse(body) as { data: object };
		const text = JSON.stringify({ ...rest, data: { ...data, ...given } });
		const verification = verifyNotification(webhookRequest(own, text)!, keys);
		expect(verification).toMatchObject(valid({ orderId: 101, refundId }));
	});

	test('with another delivery key for each refund of an order within a second', () => {
		const keyOf = (refund_id: number) => {
			const { data, ...rest } = JSON.parse(body) as { data: object };
			const text = JSON.stringify({ ...rest, data: { ...data, refund: { refund_id } } });
			const verification = verifyNotification(webhookRequest(own, text)!, keys);
			return verification.status === 'valid' ? verification.notification.deliveryKey : undefined;
		};
		expect(keyOf(3)).toEqual(expect.any(String));
		expect(keyOf(3)).toBe(keyOf(3));
		expect(keyOf(3)).not.toBe(keyOf(4));
	});

	test('with the body as a string instead of a buffer', () => {
		const request = {
			headers: { ...own, ...right },
			rawBody: body,
			body: JSON.parse(body) as unknown,
		};
		expect(verifyNotification(request, keys)).toMatchObject(valid({ orderId: 101 }));
	});

	test('of a channel scope, which has the id in another field', () => {
		const text = notification(genuine, { data: { order_id: 102 } });
		expect(verifyNotification(webhookRequest(own, text)!, keys)).toMatchObject(
			valid({ orderId: 102 }),
		);
	});
});

test('a signed notification without its raw body is rejected', () => {
	const body = notification(genuine);
	const headers = {
		[HOOK_HEADER]: secret,
		...signed(clientSecret, body, { timestamp: genuine.now }),
	};
	const request = { headers, rawBody: undefined, body: JSON.parse(body) as unknown };
	expect(verifyNotification(request, keys)).toMatchObject({ httpStatus: 401 });
});

test('no forgery is accepted, whatever it is', () => {
	fc.assert(
		fc.property(forgeries(genuine), ({ headers, body }) => {
			const request = webhookRequest(headers, body);
			if (!request) return;
			expect(verifyNotification(request, keys)).toMatchObject({ status: 'invalid' });
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
			const outcome = verifyNotification(webhookRequest(headers, textOf(sentId))!, keys);
			expect(outcome.status === 'valid').toBe(signedId === sentId);
		}),
	);
});

describe('the delivery key', () => {
	const keyOf = (given: object) => {
		const text = notification(genuine, given);
		const outcome = verifyNotification(webhookRequest({ [HOOK_HEADER]: secret }, text)!, keys);
		return outcome.status === 'valid' ? outcome.notification.deliveryKey : undefined;
	};

	test('is the same for a retry, and for no other notification', () => {
		const key = keyOf({});
		expect(key).toBeDefined();
		expect(keyOf({})).toBe(key);
		for (const other of [
			{ scope: 'store/order/updated' },
			{ hash: 'another' },
			{ created_at: 1_800_000_001 },
			{ data: { type: 'order', id: 102 } },
		]) {
			expect(keyOf(other)).not.toBe(key);
		}
	});

	test('is absent without a hash', () => {
		expect(keyOf({ hash: undefined })).toBeUndefined();
	});
});

describe("the trigger's request to itself", () => {
	const body = JSON.stringify({ scope: SAVE_SCOPE, state: {} });
	const verified = (given: string, text = body) =>
		verifyNotification(webhookRequest({ [HOOK_HEADER]: given }, text)!, keys);

	test('is known by a secret that BigCommerce is never given', () => {
		expect(verified(saveSecret)).toEqual({ status: 'saveRequest', body: JSON.parse(body) });
		expect(verified(secret)).toMatchObject({ status: 'invalid', httpStatus: 400 });
		expect(verified(saveSecret, notification(genuine))).toMatchObject({ httpStatus: 401 });
	});
});

describe('the secret', () => {
	test.each([
		['the token', hookSecret('token2', of)],
		['the workflow', hookSecret('token', { ...of, workflowId: 'workflow2' })],
		['the node', hookSecret('token', { ...of, nodeId: 'node2' })],
		['a test in the editor', hookSecret('token', { ...of, purpose: 'test-hook' })],
		['requests of n8n to itself', saveSecret],
		[
			'how they are joined',
			hookSecret('token', { ...of, workflowId: 'workflow1node1', nodeId: '' }),
		],
	])('differs by %s', (_name, other) => {
		expect(other).toMatch(/^[0-9a-f]{64}$/);
		expect(other).not.toBe(secret);
	});
});

describe('a former secret', () => {
	const former = hookSecret('former token', of);
	const body = notification(genuine);
	const request = webhookRequest({ [HOOK_HEADER]: former }, body)!;

	test('is accepted while it is listed', () => {
		const formerSecrets = [secretDigest(former)];
		expect(verifyNotification(request, { ...keys, formerSecrets })).toMatchObject({
			status: 'valid',
			hasFormerSecret: true,
		});
		expect(verifyNotification(request, keys)).toMatchObject({ httpStatus: 401 });
	});

	test('cannot be replaced by its digest', () => {
		const formerSecrets = [secretDigest(former)];
		const forged = webhookRequest({ [HOOK_HEADER]: secretDigest(former) }, body)!;
		expect(verifyNotification(forged, { ...keys, formerSecrets })).toMatchObject({
			httpStatus: 401,
		});
	});
});

test('a wrong signature is reported, not rejected, until one has been right', () => {
	const body = notification(genuine);
	const headers = { [HOOK_HEADER]: secret, ...signed('x', body, { timestamp: genuine.now }) };
	const request = webhookRequest(headers, body)!;
	const unproven = { ...keys, clientSecret: 'not proven yet' };
	expect(verifyNotification(request, unproven)).toMatchObject({
		status: 'valid',
		unconfirmedSignature: true,
	});
	expect(verifyNotification(request, keys)).toMatchObject({ status: 'invalid', httpStatus: 401 });
});

test.each([
	['digits', '118', 118],
	['a leading zero', '0118', 118],
	['a negative number', '-1', undefined],
	['a decimal', '1.5', undefined],
	['more than a safe integer', '99999999999999999', undefined],
	['an empty string', '', undefined],
])('an order id as a string of %s is read as a number or rejected', (_name, id, orderId) => {
	const text = notification(genuine, { data: { type: 'order', id } });
	const outcome = verifyNotification(webhookRequest({ [HOOK_HEADER]: secret }, text)!, keys);
	expect(outcome).toMatchObject(orderId ? valid({ orderId }) : { httpStatus: 400 });
});

test("a signature is judged by BigCommerce's clock, not by that of n8n", () => {
	const text = notification(genuine);
	const headers = {
		[HOOK_HEADER]: secret,
		...signed(clientSecret, text, { timestamp: genuine.now }),
	};
	const request = webhookRequest(headers, text)!;
	const clock = jest.spyOn(Date, 'now').mockReturnValue((genuine.now - 3 * 60 * 60) * 1000);
	try {
		expect(verifyNotification(request, keys)).toMatchObject({ status: 'valid' });
	} finally {
		clock.mockRestore();
	}
	const early = { ...keys, now: keys.now - 3 * 60 * 60_000 };
	expect(verifyNotification(request, early)).toMatchObject({ httpStatus: 401 });
});
