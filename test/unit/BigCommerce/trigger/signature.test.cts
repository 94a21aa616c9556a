import {
	constantTimeEquals,
	verifySignature,
} from '../../../../nodes/BigCommerce/trigger/signature';
import { signed } from '../../../support/forgeries.cts';

const secret = 'client secret';
const body = '{"data":{"id":118}}';
const now = 1_800_000_000;
const right = signed(secret, body, { timestamp: now });

const result = (headers: Record<string, string | string[]>, raw?: Buffer | string) =>
	verifySignature({ headers, rawBody: raw }, secret, now * 1000);

test('the signature of the body is valid, as a buffer or as a string', () => {
	expect(result(right, Buffer.from(body))).toBe('valid');
	expect(result(right, body)).toBe('valid');
});

// Made by OpenSSL: HMAC-SHA-256 of msg_1.1800000000.{"data":{"id":118}}, in base64.
test('the signature equals that of another implementation', () => {
	const signature = 'v1,keaL18oZbyufLbzT26ywkzUJhqKKWp6Qz4/NLEih2dQ=';
	expect(result({ ...right, 'webhook-signature': signature }, body)).toBe('valid');
});

test('a notification without any of the headers has no signature', () => {
	expect(result({}, body)).toBe('absent');
});

test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
	'a signature without %s is invalid',
	(name) => {
		const headers: Record<string, string> = { ...right };
		delete headers[name];
		expect(result(headers, body)).toBe('invalid');
	},
);

test.each([
	['no raw body', right, undefined],
	['another body', right, `${body} `],
	['an empty body', right, ''],
	['another id', { ...right, 'webhook-id': 'msg_2' }, body],
	['another time', { ...right, 'webhook-timestamp': String(now - 1) }, body],
	['an invalid time', { ...right, 'webhook-timestamp': 'now' }, body],
	['a repeated header', { ...right, 'webhook-id': ['msg_1', 'msg_1'] }, body],
	[
		'another version',
		{ ...right, 'webhook-signature': `v2${right['webhook-signature'].slice(2)}` },
		body,
	],
	[
		'a truncated value',
		{ ...right, 'webhook-signature': right['webhook-signature'].slice(0, -4) },
		body,
	],
	['another key', signed('another', body, { timestamp: now }), body],
	['a time 50 hours ago', signed(secret, body, { timestamp: now - 50 * 3600 }), body],
	['a time ten minutes ahead', signed(secret, body, { timestamp: now + 600 }), body],
])('a signature with %s is invalid', (_name, headers, raw) => {
	expect(result(headers, raw)).toBe('invalid');
});

test('one valid signature among several is enough', () => {
	const several = `v1,AAAA v2,BBBB ${right['webhook-signature']}`;
	expect(result({ ...right, 'webhook-signature': several }, body)).toBe('valid');
});

test.each([
	['the same', 'abc', true],
	['shorter', 'ab', false],
	['longer', 'abcd', false],
	['of the same length', 'abd', false],
	['other characters of the same length', 'äbc', false],
	['nothing', '', false],
	['no header', undefined, false],
	['a repeated header', ['abc', 'abc'], false],
])('the secret is compared with %s', (_name, given, expected) => {
	expect(constantTimeEquals(given, 'abc')).toBe(expected);
});
