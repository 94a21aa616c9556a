import { productById } from '../orders/catalog.cts';
import { decimalsOf } from '../orders/currencies.cts';
import type { OrderLine, SandboxOrder, ShippingAddress } from '../orders/order.cts';
import { STATUSES } from '../orders/statuses.cts';
import type { Channel } from '../store/channels.cts';
import { pagePath } from '../store/productRoutes.cts';

/**
 * An order as the Storefront API returns it to the shopper's browser (orders.sf.yml, and where recorded
 * answers differ from it, as recorded: see the deviations of the contract test). Amounts are numbers.
 * Prices, costs and discounts are with tax in a tax-inclusive shop, and without it elsewhere.
 * @param channel where the order was placed, when it still exists
 */
export function storefrontOrder(order: SandboxOrder, channel: Channel | undefined) {
	const isTaxIncluded = order.is_tax_inclusive_pricing;
	const shown = (ex: string, inc: string) => Number(isTaxIncluded ? inc : ex);
	const currency = order.default_currency_code;
	const discount = Number(order.discount_amount);
	const totalDiscount = discount + Number(order.coupon_discount);
	const baseAmount = shown(order.subtotal_ex_tax, order.subtotal_inc_tax);
	const total = Number(order.total_inc_tax);
	const total_tax = Number(order.total_tax);
	return {
		orderId: order.id,
		// Orders that were not made from a cart have no confirmation page; that they have no cartId is a choice.
		...(order.cart_id !== null && { cartId: order.cart_id }),
		currency: currencyView(currency),
		isTaxIncluded,
		baseAmount,
		discountAmount: discount,
		orderAmount: total,
		orderAmountAsInteger: Math.round(total * 10 ** decimalsOf(currency)),
		shippingCostTotal: shown(order.shipping_cost_ex_tax, order.shipping_cost_inc_tax),
		shippingCostBeforeDiscount: Number(order.base_shipping_cost),
		comparisonShippingCost: Number(order.base_shipping_cost),
		handlingCostTotal: shown(order.handling_cost_ex_tax, order.handling_cost_inc_tax),
		giftWrappingCostTotal: shown(order.wrapping_cost_ex_tax, order.wrapping_cost_inc_tax),
		coupons: order.coupons.map(({ id, code, type, discount }) => ({
			id: String(id),
			code,
			displayName: '',
			couponType: 'per_total_discount',
			// What a coupon takes off the shipping shows in the shipping cost already. A choice:
			// BigCommerce's document does not say.
			discountedAmount: type === 3 || type === 4 ? 0 : discount,
		})),
		lineItems: lineItems(order, channel),
		customerId: order.customer_id,
		billingAddress: billingAddress(order),
		status: STATUSES[order.status_id].toUpperCase().replaceAll(' ', '_'),
		customerCanBeCreated: order.customer_id === 0,
		hasDigitalItems: order.lines.some(({ type }) => type === 'digital'),
		isDownloadable: order.order_is_digital,
		isComplete: order.status_id !== 0,
		customerMessage: order.customer_message ?? '',
		taxes: [{ name: 'Tax', amount: total_tax }],
		taxTotal: total_tax,
		totalDiscount,
		displayDiscountTotal: totalDiscount,
		orderBasedAutoDiscountTotal: 0,
		manualDiscountTotal: discount,
		productAutoDiscountedSubtotal: baseAmount,
		productBasedAutoDiscountTotal: 0,
		channelId: order.channel_id,
		fees: order.fees.map(({ id, type, display_name_customer, source, ...fee }) => ({
			...{ id, type, source },
			customerDisplayName: display_name_customer,
			cost: shown(fee.cost_ex_tax, fee.cost_inc_tax),
		})),
		consignments: {
			shipping: order.addresses.map((address) => consignment(address, order.lines)),
			pickup: [],
		},
	};
}

function currencyView(code: string) {
	const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
	return {
		name: new Intl.DisplayNames(['en'], { type: 'currency' }).of(code),
		code,
		symbol: format.formatToParts(0).find(({ type }) => type === 'currency')?.value,
		decimalPlaces: decimalsOf(code),
	};
}

/** Lines by kind. Custom items have a list of their own, as in a checkout (checkouts.sf.yml): a choice. */
function lineItems({ lines, ...order }: SandboxOrder, channel: Channel | undefined) {
	const isTaxIncluded = order.is_tax_inclusive_pricing;
	const price = (line: OrderLine) => Number(isTaxIncluded ? line.price_inc_tax : line.price_ex_tax);
	const goods = (line: OrderLine) => ({
		...prices(line, price(line)),
		...(line.parent_order_product_id && { parentId: String(line.parent_order_product_id) }),
		variantId: line.variant_id,
		productId: line.product_id,
		brand: line.brand,
		isTaxable: true,
		...page(line, channel),
		categories: [],
		type: line.type,
	});
	const isCustom = (line: OrderLine) => line.type === 'physical' && !line.product_id;
	return {
		physicalItems: lines
			.filter((line) => line.type === 'physical' && !isCustom(line))
			.map((line) => ({
				...goods(line),
				addedByPromotion: false,
				isShippingRequired: line.order_address_id !== 0,
				giftWrapping: null,
			})),
		digitalItems: lines
			.filter(({ type }) => type === 'digital')
			.map((line) => ({
				...goods(line),
				downloadFileUrls: [],
				downloadPageUrl: '',
				downloadSize: '',
			})),
		giftCertificates: lines
			.filter(({ type }) => type === 'giftcertificate')
			.map((line) => ({
				id: line.id,
				name: line.name,
				quantity: line.quantity,
				isTaxable: false,
				amount: price(line),
				type: 'giftCertificate',
			})),
		customItems: lines.filter(isCustom).map((line) => prices(line, price(line))),
	};
}

/** The documents do not say whether discounts of the whole order are spread over the lines: here they are. */
function prices(line: OrderLine, price: number) {
	const sum = (isCoupon: boolean) =>
		line.applied_discounts
			.filter(({ code }) => (code !== null) === isCoupon)
			.reduce((total, { amount }) => total + Number(amount), 0);
	const [discountAmount, couponAmount] = [sum(false), sum(true)];
	const extendedListPrice = price * line.quantity;
	const extendedSalePrice = extendedListPrice - discountAmount - couponAmount;
	return {
		id: line.id,
		sku: line.sku,
		name: line.name,
		quantity: line.quantity,
		discounts: [],
		discountAmount,
		couponAmount,
		listPrice: price,
		salePrice: extendedSalePrice / line.quantity,
		extendedListPrice,
		extendedSalePrice,
	};
}

function page({ product_id }: OrderLine, channel: Channel | undefined) {
	const product = productById(product_id);
	const site = channel?.siteUrl;
	if (!product || !site) return { url: '', imageUrl: '' };
	const path = pagePath(product.name);
	return { url: site + path, imageUrl: `https://cdn.example.com${path}190.285.jpg` };
}

/** A state has its full name here too; that its code is blank is a choice. */
function billingAddress({ billing_address: address }: SandboxOrder) {
	return {
		firstName: address.first_name,
		lastName: address.last_name,
		email: address.email,
		company: address.company,
		address1: address.street_1,
		address2: address.street_2,
		city: address.city,
		stateOrProvince: address.state,
		stateOrProvinceCode: '',
		country: address.country,
		countryCode: address.country_iso2,
		postalCode: address.zip,
		phone: address.phone,
		customFields: [],
	};
}

/** The only costs that are there both with and without tax. */
function consignment(address: ShippingAddress, lines: OrderLine[]) {
	return {
		lineItems: lines
			.filter((line) => line.order_address_id === address.id)
			.map(({ id }) => ({ id })),
		shippingAddressId: address.id,
		firstName: address.first_name,
		lastName: address.last_name,
		company: address.company,
		address1: address.street_1,
		address2: address.street_2,
		city: address.city,
		stateOrProvince: address.state,
		postalCode: address.zip,
		country: address.country,
		countryCode: address.country_iso2,
		email: address.email,
		phone: address.phone,
		itemsTotal: address.items_total,
		itemsShipped: address.items_shipped,
		shippingMethod: address.shipping_method,
		baseCost: Number(address.base_cost),
		costExTax: Number(address.cost_ex_tax),
		costIncTax: Number(address.cost_inc_tax),
		costTax: Number(address.cost_tax),
		costTaxClassId: address.cost_tax_class_id,
		shippingCostBeforeDiscount: Number(address.base_cost),
		comparisonShippingCost: Number(address.base_cost),
		baseHandlingCost: Number(address.base_handling_cost),
		handlingCostExTax: Number(address.handling_cost_ex_tax),
		handlingCostIncTax: Number(address.handling_cost_inc_tax),
		handlingCostTax: Number(address.handling_cost_tax),
		handlingCostTaxClassId: address.handling_cost_tax_class_id,
		shippingZoneId: address.shipping_zone_id,
		shippingZoneName: address.shipping_zone_name,
		customFields: [],
		discounts: [],
	};
}
