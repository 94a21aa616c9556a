/* Converge's rules for the Placed Order event, as its specification states them
   (docs.runconverge.com/sources/converge-spec, …/server-integrations/webhook, …/concepts/sales-channels),
   and this package's own: nothing is null or blank, ids are texts, known properties have known forms. */

const text = { type: 'string', pattern: '\\S' };
const currency = { type: 'string', pattern: '^[A-Z]{3}$' };
const amount = { type: 'number' };

/** What a user adds: anything that is not null or blank. */
const anything = {
	anyOf: [
		text,
		{ type: 'number' },
		{ type: 'boolean' },
		{ type: 'array', minItems: 1, items: { $ref: '#/$defs/anything' } },
		{ type: 'object', minProperties: 1, additionalProperties: { $ref: '#/$defs/anything' } },
	],
};

const person = {
	$email: { type: 'string', pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$' },
	$first_name: text,
	$last_name: text,
	$phone_number: { type: 'string', pattern: '^\\+[1-9]\\d{3,16}$' },
	$city: text,
	$state: text,
	$zip_code: text,
	$country_code: { type: 'string', pattern: '^[A-Z]{2}$' },
};

const checkoutItem = {
	type: 'object',
	required: ['product_id', 'name', 'price', 'currency', 'quantity'],
	additionalProperties: false,
	properties: {
		product_id: text,
		variant_id: text,
		sku: text,
		name: text,
		variant_name: text,
		price: amount,
		discount: amount,
		currency,
		quantity: { type: 'integer' },
		vendor: text,
		url: text,
		image_url: text,
	},
};

const salesChannels = [
	...['web', 'subscription_contract', 'sms', 'mobile_app', 'pos', 'marketplace', 'offline'],
	...['facebook_shop', 'pinterest_shop', 'tiktok_shop'],
];

export const convergeEventSchema = {
	$schema: 'http://json-schema.org/draft-07/schema#',
	$defs: { anything },
	type: 'object',
	required: ['event_name', 'event_id', 'timestamp', 'properties', 'profile_properties', 'aliases'],
	additionalProperties: false,
	properties: {
		event_name: { const: 'Placed Order' },
		event_id: text,
		timestamp: {
			type: 'string',
			pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
		},
		properties: {
			type: 'object',
			required: [
				...['id', 'total_price', 'total_tax', 'total_shipping', 'currency', 'items'],
				'$sales_channel_type',
			],
			properties: {
				id: text,
				total_price: amount,
				total_tax: amount,
				total_shipping: amount,
				total_discount: { type: 'number', not: { const: 0 } },
				total_handling: amount,
				total_wrapping: amount,
				total_fees: amount,
				coupon: {
					anyOf: [text, { type: 'array', items: text, minItems: 2, uniqueItems: true }],
				},
				currency,
				items: { type: 'array', items: checkoutItem },
				...person,
				$is_new_customer: { type: 'boolean' },
				$sales_channel_type: { enum: salesChannels },
			},
			additionalProperties: { $ref: '#/$defs/anything' },
		},
		profile_properties: { type: 'object', additionalProperties: false, properties: person },
		aliases: {
			type: 'array',
			minItems: 1,
			maxItems: 10,
			uniqueItems: true,
			items: {
				type: 'string',
				pattern:
					'^urn:(bigcommerce:cart:\\S.*|bigcommerce:(customer|order):.+:[1-9]\\d*|email:\\S+@\\S+)$',
			},
		},
	},
};
