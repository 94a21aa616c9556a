import { createHmac } from 'node:crypto';
import fc from 'fast-check';

/** A request to the webhook that must start nothing. */
export interface Forgery {
	kind: string;
	headers: Record<string, string>;
	/** As it goes over the wire. */
	body: string;
}

export interface Genuine {
	/** The hook's own header with its secret. */
	header: [name: string, value: string];
	clientSecret: string;
	storeHash: string;
	/** An order that exists. */
	orderId: number;
	/** In seconds since 1970. */
	now: number;
}

/** Standard Webhooks headers for a body. */
export function signed(
	clientSecret: string,
	body: string,
	{ id = 'msg_1', timestamp }: { id?: string; timestamp: number },
): Record<string, string> {
	const text = `${id}.${timestamp}.${body}`;
	const signature = createHmac('sha256', clientSecret).update(text).digest('base64');
	return {
		'webhook-id': id,
		'webhook-timestamp': String(timestamp),
		'webhook-signature': `v1,${signature}`,
	};
}

/** What BigCommerce sends, with what a forger may put in its place. */
export function notification({ storeHash, orderId }: Genuine, given: object = {}): string {
	return JSON.stringify({
		scope: 'store/order/created',
		store_id: '1000001',
		data: { type: 'order', id: orderId },
		hash: '3f9ea420af83450d7ef9f78b08c8af25b2213637',
		created_at: 1_800_000_000,
		producer: `stores/${storeHash}`,
		...given,
	});
}

/** Requests of strangers, and of those who know a part of the truth. */
export function forgeries(genuine: Genuine): fc.Arbitrary<Forgery> {
	return fc.oneof(
		withoutSecret(genuine),
		withOtherSecret(genuine),
		withOtherContent(genuine),
		withWrongSignature(genuine),
	);
}

function withoutSecret(genuine: Genuine): fc.Arbitrary<Forgery> {
	return fc.constantFrom({}, { [genuine.header[0]]: '' }).map((headers) => ({
		kind: 'no secret',
		headers,
		body: notification(genuine),
	}));
}

function withOtherSecret(genuine: Genuine): fc.Arbitrary<Forgery> {
	const [name, value] = genuine.header;
	const nearMiss = fc
		.tuple(fc.nat(value.length - 1), fc.constantFrom(...'0123456789abcdef'))
		.map(([place, digit]) => value.slice(0, place) + digit + value.slice(place + 1));
	const text = fc.stringMatching(/^[!-~]{1,200}$/);
	return fc
		.oneof(nearMiss, text, fc.constantFrom(`${value}0`, value.slice(1), value + value))
		.map((guess) => (guess === value ? `${value}0` : guess))
		.map((guess) => ({
			kind: 'another secret',
			headers: { [name]: guess },
			body: notification(genuine),
		}));
}

function withOtherContent(genuine: Genuine): fc.Arbitrary<Forgery> {
	const [name, value] = genuine.header;
	const wrongId = fc.oneof(
		fc.integer({ max: 0 }),
		fc.double({ noNaN: true }).filter((number) => !Number.isSafeInteger(number) || number < 1),
		fc.constantFrom<unknown>(1e21, '1 OR 1=1', '../store', null, true),
		fc.constantFrom<unknown>([genuine.orderId], { id: genuine.orderId }, {}, [], '', '0x65'),
	);
	const wrongIds = wrongId.map((id) => notification(genuine, { data: { type: 'order', id } }));
	const strangers = fc.constantFrom(
		notification(genuine, { producer: 'stores/other1' }),
		notification(genuine, { producer: `stores/${genuine.storeHash}x` }),
		notification(genuine, { producer: undefined }),
		notification(genuine, { producer: ['stores', genuine.storeHash] }),
	);
	const shapes = fc.constantFrom(
		'null',
		'[]',
		'"text"',
		'12',
		'{',
		'',
		'{"data":null}',
		'{"data":[]}',
		'{"data":{"id":',
		`{"__proto__":{"data":{"id":${genuine.orderId}}}}`,
		`{"constructor":{"prototype":{"producer":"stores/${genuine.storeHash}"}}}`,
		'['.repeat(20_000) + ']'.repeat(20_000),
		`${'{"data":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
		notification(genuine, { data: { type: 'order' }, padding: 'x'.repeat(1_000_000) }),
	);
	return fc.oneof(wrongIds, strangers, shapes).map((body) => ({
		kind: 'other content',
		headers: { [name]: value, ...signed(genuine.clientSecret, body, { timestamp: genuine.now }) },
		body,
	}));
}

function withWrongSignature(genuine: Genuine): fc.Arbitrary<Forgery> {
	const [name, value] = genuine.header;
	const body = notification(genuine);
	const right = signed(genuine.clientSecret, body, { timestamp: genuine.now });
	const replaced = notification(genuine, { data: { type: 'order', id: genuine.orderId + 1 } });
	const days = 24 * 60 * 60;
	const wrong = fc.constantFrom(
		signed(genuine.clientSecret, replaced, { timestamp: genuine.now }),
		signed('another secret', body, { timestamp: genuine.now }),
		signed(genuine.clientSecret, body, { timestamp: genuine.now - 3 * days }),
		signed(genuine.clientSecret, body, { timestamp: genuine.now + days }),
		{ ...right, 'webhook-id': 'msg_2' },
		{ ...right, 'webhook-timestamp': String(genuine.now - 1) },
		{ ...right, 'webhook-timestamp': `${genuine.now}.0` },
		{ ...right, 'webhook-timestamp': '' },
		{ ...right, 'webhook-signature': right['webhook-signature'].slice(3) },
		{ ...right, 'webhook-signature': right['webhook-signature'].replace('v1,', 'v2,') },
		{ ...right, 'webhook-signature': '' },
		{ 'webhook-id': right['webhook-id'] },
		{ 'webhook-signature': right['webhook-signature'] },
	);
	return wrong.map((headers) => ({
		kind: 'a wrong signature',
		headers: { [name]: value, ...headers },
		body,
	}));
}
