import { isSame, isSignatureRight } from '../../../../nodes/BigCommerce/trigger/signature';
import { signed } from '../../../support/forgeries.cts';

const secret = 'client secret';
const body = '{"data":{"id":118}}';
const now = 1_800_000_000;
const right = signed(secret, body, { timestamp: now });

const isRight = (headers: Record<string, string | string[]>, raw?: Buffer | string) =>
	isSignatureRight(headers, raw, secret, now * 1000);

test('the signature of the body is right, be it a buffer or a text', () => {
	expect(isRight(right, Buffer.from(body))).toBe(true);
	expect(isRight(right, body)).toBe(true);
});

// Made by OpenSSL: HMAC-SHA-256 of msg_1.1800000000.{"data":{"id":118}}, in base64.
test('the signature is what another implementation makes of it', () => {
	const signature = 'v1,keaL18oZbyufLbzT26ywkzUJhqKKWp6Qz4/NLEih2dQ=';
	expect(isRight({ ...right, 'webhook-signature': signature }, body)).toBe(true);
});

test('a notification without any of the headers is not judged here', () => {
	expect(isRight({}, body)).toBe(true);
});

test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
	'%s may not be missing',
	(name) => {
		const headers: Record<string, string> = { ...right };
		delete headers[name];
		expect(isRight(headers, body)).toBe(false);
	},
);

test.each([
	['no raw body', right, undefined],
	['another body', right, `${body} `],
	['an empty body', right, ''],
	['another id', { ...right, 'webhook-id': 'msg_2' }, body],
	['another time', { ...right, 'webhook-timestamp': String(now - 1) }, body],
	['a time that is no number', { ...right, 'webhook-timestamp': 'now' }, body],
	['a header that came twice', { ...right, 'webhook-id': ['msg_1', 'msg_1'] }, body],
	[
		'another version',
		{ ...right, 'webhook-signature': `v2${right['webhook-signature'].slice(2)}` },
		body,
	],
	[
		'a part of it',
		{ ...right, 'webhook-signature': right['webhook-signature'].slice(0, -4) },
		body,
	],
	['another key', signed('another', body, { timestamp: now }), body],
	['50 hours ago', signed(secret, body, { timestamp: now - 50 * 3600 }), body],
	['ten minutes ahead', signed(secret, body, { timestamp: now + 600 }), body],
])('%s is wrong', (_name, headers, raw) => {
	expect(isRight(headers, raw)).toBe(false);
});

test('one right signature among several is enough', () => {
	const several = `v1,AAAA v2,BBBB ${right['webhook-signature']}`;
	expect(isRight({ ...right, 'webhook-signature': several }, body)).toBe(true);
});

test.each([
	['the same', 'abc', true],
	['shorter', 'ab', false],
	['longer', 'abcd', false],
	['of the same length', 'abd', false],
	['other characters of the same length', 'äbc', false],
	['nothing', '', false],
	['no header', undefined, false],
	['a header that came twice', ['abc', 'abc'], false],
])('a secret is compared with %s', (_name, given, expected) => {
	expect(isSame(given, 'abc')).toBe(expected);
});
