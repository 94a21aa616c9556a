import { isEmail } from '../../../../nodes/Converge/values/email';

test.each([
	'ada@example.com',
	"o'farrell+tag@mail.example.co.uk",
	'a@b.cd',
	'ada.@example.com',
	`${'a'.repeat(60)}@${'b'.repeat(63)}.com`,
])('%p is an e-mail address', (text) => {
	expect(isEmail(text)).toBe(true);
});

test.each([
	...[
		'a@b..co',
		'a@.co',
		'a@b.',
		'a@-b.co',
		'a@b-.co',
		'a@b',
		'@b.co',
		'a@',
		'a b@c.de',
		'a@b@c.de',
	],
	...['<a@b.co>', 'a@b.co,', 'nobody', '', 'a@b_c.de', 'a@b.co\nBcc: x', `${'a'.repeat(250)}@b.co`],
	`a@${'b'.repeat(64)}.com`,
])('%p is not an e-mail address', (text) => {
	expect(isEmail(text)).toBe(false);
});

test('a very long text takes no time', () => {
	expect(isEmail(`${'a'.repeat(100_000)}@${'b.'.repeat(100_000)}`)).toBe(false);
});
