import { Linter } from 'eslint';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

const source = readFileSync(path.join(__dirname, '../../../storefront/placed-order.js'), 'utf8');
const MAX_BYTES = 4096;

interface Call {
	properties: Record<string, unknown> & { items: Array<Record<string, unknown>> };
	profileProperties: Record<string, unknown>;
	aliases: string[];
}

/** Runs the script on a page whose Storefront API responds with the body; returns the pixel's calls. */
function runOn(body: unknown, script = source.replace('{{checkout.order.id}}', '118')): Call[] {
	const calls: Call[] = [];
	class XMLHttpRequest {
		responseText = typeof body === 'string' ? body : JSON.stringify(body);
		onload = () => {};
		open() {}
		send() {
			this.onload();
		}
	}
	runInNewContext(script.replace('{{settings.store_hash}}', 'abc123'), {
		XMLHttpRequest,
		location: { pathname: '/checkout/order-confirmation' },
		localStorage: { getItem: () => null, setItem: () => undefined },
		setTimeout: () => undefined,
		cvg: (call: Call) => calls.push(structuredClone(call)),
	});
	return calls;
}

const line = {
	id: 1,
	productId: 77,
	variantId: 90,
	sku: 'LS-M',
	name: 'Linen shirt',
	quantity: 2,
	listPrice: 20,
	brand: 'Northwind',
};

const order = {
	orderId: 118,
	cartId: '0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
	customerId: 11,
	currency: { code: 'USD' },
	isTaxIncluded: false,
	baseAmount: 40,
	discountAmount: 0,
	coupons: [],
	orderAmount: 49.5,
	taxTotal: 4.5,
	shippingCostTotal: 5,
	handlingCostTotal: 0,
	giftWrappingCostTotal: 0,
	status: 'AWAITING_FULFILLMENT',
	billingAddress: { firstName: 'Ada', email: 'ada@example.com', countryCode: 'US' },
	lineItems: { physicalItems: [line], digitalItems: [], giftCertificates: [] },
};

const given = (more: object) => runOn({ ...order, ...more })[0];
const withAddress = (billingAddress: object) => given({ billingAddress }).profileProperties;

describe('the script for the order confirmation page', () => {
	test('has less than 4 KB', () => {
		expect(Buffer.byteLength(source)).toBeLessThan(MAX_BYTES);
	});

	test('has no syntax that browsers of 2012 lack', () => {
		const parse = (code: string) =>
			new Linter().verify(code, { languageOptions: { ecmaVersion: 5, sourceType: 'script' } });
		expect(parse(source)).toEqual([]);
		expect(parse('const a = 1;')).toEqual([expect.objectContaining({ fatal: true })]);
	});

	test('has two expressions for BigCommerce to replace, and no others', () => {
		const expressions = ['{{settings.store_hash}}', '{{checkout.order.id}}'];
		expect(source.match(/{{[^}]*}*/g)).toEqual(expressions);
	});

	test('can be pasted between script tags', () => {
		expect(source).not.toMatch(/<\/|<!--/);
	});
});

describe('the event of the script', () => {
	test('has what the Storefront API says of the order', () => {
		const person = { $email: 'ada@example.com', $first_name: 'Ada', $country_code: 'US' };
		expect(runOn(order)).toEqual([
			{
				method: 'forward',
				eventName: 'Placed Order',
				eventID: '118',
				properties: {
					id: '118',
					total_price: 49.5,
					total_tax: 4.5,
					total_shipping: 5,
					currency: 'USD',
					$sales_channel_type: 'web',
					...person,
					items: [
						{
							product_id: '77',
							variant_id: '90',
							sku: 'LS-M',
							name: 'Linen shirt',
							price: 20,
							currency: 'USD',
							quantity: 2,
							vendor: 'Northwind',
						},
					],
				},
				profileProperties: person,
				aliases: [
					'urn:bigcommerce:cart:0b6e7a7c-52f5-4a53-8a52-0f4f4b2f3c11',
					'urn:bigcommerce:customer:abc123:11',
					'urn:email:ada@example.com',
				],
			},
		]);
	});

	test.each([
		['giftCertificates, as recorded', 'giftCertificates'],
		['giftCertificate, as documented', 'giftCertificate'],
	])('has gift certificates under %s', (_name, member) => {
		const certificate = { name: 'Gift Certificate', quantity: 1, amount: 25 };
		const { properties } = given({ lineItems: { physicalItems: [line], [member]: [certificate] } });
		expect(properties.items[1]).toEqual({
			product_id: '0',
			name: 'Gift Certificate',
			price: 25,
			currency: 'USD',
			quantity: 1,
		});
	});

	test('has the parent of a pick list, and not its children', () => {
		const lines = [line, { ...line, id: 2, parentId: '1', listPrice: 0 }];
		expect(given({ lineItems: { physicalItems: lines } }).properties.items).toHaveLength(1);
	});

	test('keeps the price 0 of a free item', () => {
		const { properties } = given({ lineItems: { physicalItems: [{ ...line, listPrice: 0 }] } });
		expect(properties.items[0].price).toBe(0);
	});

	test.each([
		['one code', ['SAVE'], 'SAVE'],
		['several codes', ['SAVE', 'MORE'], ['SAVE', 'MORE']],
		['no code', [null], undefined],
	])('has %s of the coupons', (_name, codes, coupon) => {
		const coupons = codes.map((code) => ({ code, discountedAmount: 1 }));
		expect(given({ coupons }).properties.coupon).toEqual(coupon);
	});

	test.each([
		['without tax where prices are without it', false, 9.5],
		['with tax where prices are with it', true, 10],
	])('has the discount %s', (_name, isTaxIncluded, discount) => {
		const amounts = { discountAmount: 4, coupons: [{ code: 'A', discountedAmount: 6 }] };
		const { properties } = given({ ...amounts, isTaxIncluded, orderAmount: 40 });
		expect(properties.total_discount).toBe(discount);
	});

	test('has no discount where a coupon made the shipping free, whose cost is 0 already', () => {
		const coupons = [{ code: 'SHIPFREE', discountedAmount: 6 }];
		// The parts without it are the total.
		const { properties } = given({ coupons });
		expect(properties).not.toHaveProperty('total_discount');
	});

	test.each([
		['a guest has no customer alias', { customerId: 0 }, 'urn:bigcommerce:customer'],
		['an order without a cart has no cart alias', { cartId: null }, 'urn:bigcommerce:cart'],
	])('%s', (_name, more, alias) => {
		expect(given(more).aliases.join(' ')).not.toContain(alias);
	});

	test('has an e-mail address as typed and in lower case', () => {
		const { aliases } = given({ billingAddress: { email: ' Ada@Example.com ' } });
		expect(aliases.slice(-2)).toEqual(['urn:email:Ada@Example.com', 'urn:email:ada@example.com']);
	});

	test.each(['ada@example', 'a@b..co', 'ada example.com', '@example.com', 'a b@example.com'])(
		'omits the e-mail address %s',
		(email) => {
			expect(withAddress({ email })).toEqual({});
		},
	);

	test.each([
		['+49 221 4710123', '+492214710123'],
		['0221 4710123', undefined],
		['+49 (0)221 4710123', undefined],
		['n/a', undefined],
	])('of the phone number %s makes %s', (phone, expected) => {
		expect(withAddress({ phone }).$phone_number).toBe(expected);
	});

	test('has no customer alias where BigCommerce did not fill in the store hash', () => {
		const script = source
			.replace('{{checkout.order.id}}', '118')
			.replace('{{settings', '{{ settings');
		expect(runOn(order, script)[0].aliases.join(' ')).not.toContain('customer');
	});

	test('never has anything null, blank or not a number, whatever the API returns', () => {
		const odd = fc.oneof(
			fc.constantFrom(null, undefined, '', '  ', 0, 'x', ' y ', false, 1.23456789),
			fc.double(),
		);
		const some = <T extends object>(whole: T) =>
			fc
				.dictionary(fc.constantFrom(...Object.keys(whole)), odd)
				.map((changes) => ({ ...whole, ...changes }));
		const orders = fc
			.tuple(some(order), some(order.billingAddress), some(line))
			.map(([changed, billingAddress, item]) => ({
				...changed,
				orderId: 118,
				status: 'COMPLETED',
				billingAddress,
				lineItems: { physicalItems: [item] },
			}));
		let sent = 0;
		fc.assert(
			fc.property(orders, (changed) => {
				const calls = runOn(changed);
				sent += calls.length;
				expect(unknowns(calls)).toEqual([]);
			}),
		);
		expect(sent).toBeGreaterThan(10);
	});
});

describe('the script sends nothing', () => {
	test.each<[string, unknown]>([
		['the API returns an HTML page', '<!doctype html><title>Not found</title>'],
		['the API returns an error', { status: 404, title: 'Not found' }],
		['the API returns another order', { ...order, orderId: 119 }],
		['the API returns nothing', ''],
		['the API returns null', null],
		...['INCOMPLETE', 'PENDING', 'CANCELLED', 'DECLINED'].map((status): [string, unknown] => [
			`the status is ${status}`,
			{ ...order, status },
		]),
	])('when %s', (_name, body) => {
		expect(runOn(body)).toEqual([]);
	});

	test('when the page names no order', () => {
		expect(runOn(order, source)).toEqual([]);
	});
});

/** What stands for nothing, with its place. */
function unknowns(value: unknown, place = ''): string[] {
	if (typeof value === 'object' && value !== null) {
		return Object.entries(value).flatMap(([name, member]) => unknowns(member, `${place}/${name}`));
	}
	const isKnown =
		(typeof value === 'string' && value.trim() === value && value !== '') ||
		(typeof value === 'number' && Number.isFinite(value));
	return isKnown ? [] : [`${place}: ${String(value)}`];
}
