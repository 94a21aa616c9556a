import { CATALOG, productById, type Product } from './catalog.cts';
import { roundTo, toWire } from './money.cts';
import type { LineOption, OrderLine } from './order.cts';
import { variantIdOf } from '../store/variants.cts';
import type { Random } from '../random.cts';
import { withTax, type TaxRule } from './tax.cts';

export interface LineContext {
	orderId: number;
	addressId: number;
	tax: TaxRule;
	random: Random;
}

/**
 * A whole order product from what is given of it. A product of the catalog is chosen when the line
 * names none; a price may be given with or without tax; totals are the unit price times the quantity.
 * @param index the line's place in its order, from 0
 */
export function completeLine(
	context: LineContext,
	given: Partial<OrderLine>,
	index: number,
): OrderLine {
	const { orderId, random, tax } = context;
	const id = given.id ?? orderId * 1000 + index + 1;
	const product = productOf(given, random);
	const options = product ? optionsOf(product, id, random) : [];
	const quantity = given.quantity ?? (random.chance(0.75) ? 1 : random.int(2, 4));
	const listPrice = roundTo(tax.decimals, product?.price ?? random.int(5, 80) * 10000);
	const rule = product?.hasReducedTax ? { ...tax, rate: tax.reducedRate } : tax;
	const price = withTax(rule, listPrice, { inc: given.price_inc_tax, ex: given.price_ex_tax });
	const type = given.type ?? product?.type ?? 'physical';
	const isParcel = type === 'physical' && !given.order_pickup_method_id;
	const name = given.name ?? product?.name ?? 'Custom Engraving';
	return Object.assign(plainFields(), {
		id,
		order_id: orderId,
		product_id: product?.id ?? 0,
		variant_id: product
			? variantIdOf(
					product,
					options.map(({ display_value }) => display_value),
				)
			: 0,
		order_address_id: isParcel ? context.addressId : 0,
		name,
		name_customer: name,
		name_merchant: name,
		sku: product ? [product.sku, ...options.map((option) => option.display_value)].join('-') : '',
		type,
		base_price: toWire(price.base),
		price_ex_tax: toWire(price.ex),
		price_inc_tax: toWire(price.inc),
		price_tax: toWire(price.tax),
		base_total: toWire(price.base * quantity),
		total_ex_tax: toWire(price.ex * quantity),
		total_inc_tax: toWire(price.inc * quantity),
		total_tax: toWire(price.tax * quantity),
		quantity,
		option_set_id: options.length ? 19 : null,
		brand: product?.brand ?? '',
		gift_certificate_id: type === 'giftcertificate' ? orderId : null,
		product_options: options,
		discounted_total_inc_tax: given.total_inc_tax ?? toWire(price.inc * quantity),
		...given,
	});
}

function productOf(given: Partial<OrderLine>, random: Random): Product | undefined {
	if (given.product_id !== undefined) return productById(given.product_id);
	return given.type === 'giftcertificate' ? undefined : random.pick(CATALOG);
}

function optionsOf(product: Product, lineId: number, random: Random): LineOption[] {
	const choices: Array<[string, string[] | undefined]> = [
		['Colour', product.colours],
		['Size', product.sizes],
	];
	return choices.flatMap(([name, values], index) => {
		if (!values) return [];
		const value = random.pick(values);
		return {
			id: lineId * 10 + index,
			option_id: index + 1,
			order_product_id: lineId,
			product_option_id: product.id * 10 + index,
			display_name: name,
			display_name_customer: name,
			display_name_merchant: name,
			display_value: value,
			display_value_customer: value,
			display_value_merchant: value,
			value: String(values.indexOf(value) + 1),
			type: name === 'Colour' ? 'Swatch' : 'Multiple choice',
			name,
			display_style: name === 'Colour' ? '' : 'Rectangle',
		};
	});
}

function plainFields() {
	return {
		order_pickup_method_id: 0,
		upc: '',
		weight: '1.0000',
		width: '0.0000',
		height: '0.0000',
		depth: '0.0000',
		base_cost_price: '0.0000',
		cost_price_inc_tax: '0.0000',
		cost_price_ex_tax: '0.0000',
		cost_price_tax: '0.0000',
		is_refunded: false,
		quantity_refunded: 0,
		refund_amount: '0.0000',
		return_id: 0,
		wrapping_id: 0,
		wrapping_name: '',
		base_wrapping_cost: '0.0000',
		wrapping_cost_ex_tax: '0.0000',
		wrapping_cost_inc_tax: '0.0000',
		wrapping_cost_tax: '0.0000',
		wrapping_message: '',
		quantity_shipped: 0,
		event_name: null,
		event_date: null,
		fixed_shipping_cost: '0.0000',
		ebay_item_id: '',
		ebay_transaction_id: '',
		parent_order_product_id: null,
		is_bundled_product: false,
		bin_picking_number: '',
		external_id: null,
		fulfillment_source: '',
		applied_discounts: [],
		configurable_fields: [],
	};
}
