// An order item to Converge's Placed Order event, as someone who knows both services writes it by hand.
const CHANNELS = {
	manual: 'offline',
	amazon: 'marketplace',
	ebay: 'marketplace',
	socialshop: 'marketplace',
	facebookcheckout: 'facebook_shop',
	facebookshop: 'facebook_shop',
	facebookmarketplace: 'facebook_shop',
	pinterest: 'facebook_shop',
};

function salesChannel({ order_source, external_source, channel }) {
	if (order_source !== 'external') return CHANNELS[order_source] ?? 'web';
	if (/recharge/i.test(external_source ?? '')) return 'subscription_contract';
	const byPlatform = {
		facebook: 'facebook_shop',
		pinterest: 'pinterest_shop',
		tiktok: 'tiktok_shop',
	};
	const byType = { pos: 'pos', marketplace: 'marketplace' };
	return byPlatform[channel.platform] ?? byType[channel.type] ?? 'web';
}

const money = (value) => Math.round(Number(value) * 100) / 100;

// Only numbers of North America: there is no library of the world's at hand.
function phoneNumber(phone) {
	const digits = (phone ?? '').replace(/\D/g, '');
	if (digits.length === 10) return `+1${digits}`;
	return digits ? `+${digits}` : undefined;
}

function placedOrder(order) {
	const tax = order.is_tax_inclusive_pricing ? 'inc_tax' : 'ex_tax';
	const currency = order.default_currency_code;
	const billing = order.billing_address;
	const person = {
		$email: billing.email || undefined,
		$first_name: billing.first_name || undefined,
		$last_name: billing.last_name || undefined,
		$phone_number: phoneNumber(billing.phone),
		$city: billing.city || undefined,
		$state: billing.state || undefined,
		$zip_code: billing.zip || undefined,
		$country_code: billing.country_iso2 || undefined,
	};
	const discount = money(Number(order.discount_amount) + Number(order.coupon_discount));
	const aliases = [
		order.cart_id && `urn:bigcommerce:cart:${order.cart_id}`,
		order.customer_id && `urn:bigcommerce:customer:${order.store_hash}:${order.customer_id}`,
		billing.email && `urn:email:${billing.email}`,
	].filter(Boolean);
	return {
		event_name: 'Placed Order',
		event_id: String(order.id),
		timestamp: new Date(order.date_created).toISOString(),
		properties: {
			id: String(order.id),
			total_price: money(order.total_inc_tax),
			total_tax: money(order.total_tax),
			total_shipping: money(order[`shipping_cost_${tax}`]),
			total_discount: discount || undefined,
			coupon: order.coupons.length > 1 ? order.coupons : order.coupons[0],
			currency,
			items: order.products
				.filter((line) => !line.parent_order_product_id)
				.map((line) => ({
					product_id: String(line.product_id),
					variant_id: line.variant_id ? String(line.variant_id) : undefined,
					sku: line.sku || undefined,
					name: line.name,
					variant_name:
						line.product_options
							.filter(({ type }) =>
								['Multiple choice', 'Swatch', 'Product Pick List'].includes(type),
							)
							.map((option) => option.display_value)
							.join(' / ') || undefined,
					price: money(line[`price_${tax}`]),
					currency,
					quantity: line.quantity,
					vendor: line.brand || undefined,
				})),
			...person,
			$is_new_customer: order.is_new_customer,
			$sales_channel_type: salesChannel(order),
			order_source: order.order_source,
			external_source: order.external_source || undefined,
			order_status: order.status,
			payment_method: order.payment_method || undefined,
			storefront: order.channel.name,
		},
		profile_properties: person,
		aliases: aliases.length ? aliases : [`urn:bigcommerce:order:${order.store_hash}:${order.id}`],
	};
}
