// The browser's copy of Placed Order for Converge. Where to paste it: docs/browser-copy.md
(function () {
	// BigCommerce fills in both. You can also write your store hash yourself.
	var storeHash = '{{settings.store_hash}}';
	var orderId = '{{checkout.order.id}}';
	// Orders with these statuses are not sent.
	var notPlaced = ['INCOMPLETE', 'PENDING', 'CANCELLED', 'DECLINED'];
	// How long to wait for Converge's pixel.
	var seconds = 10;

	function id(value) {
		return /^[1-9]\d*$/.test(value) ? String(value) : '';
	}

	// Drops what is unknown, and what exceeds BigCommerce's four decimals.
	function tidy(name, value) {
		if (typeof value === 'number') value = Number(value.toFixed(4));
		if (typeof value === 'string') value = value.trim();
		return value || (value === 0 && /price|_tax|_ship/.test(name)) ? value : undefined;
	}

	function toEvent(order) {
		var who = order.billingAddress || {};
		var email = String(who.email).trim();
		if (!/^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+$/i.test(email)) email = '';
		var lower = email.toLowerCase();
		var phone = String(who.phone).replace(/[ .-]/g, '');
		var person = {
			$email: email,
			$first_name: who.firstName,
			$last_name: who.lastName,
			$phone_number: /^\+[1-9]\d{7,14}$/.test(phone) && phone,
			$city: who.city,
			$state: who.stateOrProvince,
			$zip_code: who.postalCode,
			$country_code: who.countryCode !== 'XK' && who.countryCode,
		};
		var sale = {
			id: orderId,
			total_price: order.orderAmount,
			total_tax: order.taxTotal,
			total_shipping: order.shippingCostTotal,
			total_handling: order.handlingCostTotal,
			total_wrapping: order.giftWrappingCostTotal,
			total_discount: order.discountAmount,
			currency: order.currency.code,
			coupon: [],
			$sales_channel_type: 'web',
			items: [],
		};
		for (var name in person) sale[name] = person[name];

		order.coupons.forEach(function (coupon) {
			if (coupon.code) sale.coupon.push(coupon.code);
			sale.total_discount += coupon.discountedAmount;
		});
		if (!sale.coupon[1]) sale.coupon = sale.coupon[0];
		// The discount without tax, from amounts without tax, as the server has it.
		var excess = order.baseAmount + sale.total_shipping + sale.total_handling;
		excess += sale.total_wrapping + sale.total_tax - sale.total_price;
		if (!order.isTaxIncluded && excess > -1e-5 && excess < sale.total_discount)
			sale.total_discount = excess < 1e-5 ? 0 : excess;

		function add(line) {
			if (line.parentId) return;
			sale.items.push({
				product_id: id(line.productId) || '0',
				variant_id: id(line.variantId),
				sku: line.sku,
				name: line.name,
				price: 'amount' in line ? line.amount : line.listPrice,
				currency: sale.currency,
				quantity: line.quantity || 1,
				vendor: line.brand,
				url: line.url,
				image_url: line.imageUrl,
			});
		}
		for (var kind in order.lineItems) order.lineItems[kind].forEach(add);

		var customer = /^\w+$/.test(storeHash) && id(order.customerId);
		return {
			method: 'forward',
			eventName: 'Placed Order',
			eventID: orderId,
			properties: sale,
			profileProperties: person,
			aliases: [
				order.cartId && 'urn:bigcommerce:cart:' + order.cartId,
				customer && 'urn:bigcommerce:customer:' + storeHash + ':' + customer,
				email && 'urn:email:' + email,
				lower !== email && 'urn:email:' + lower,
			].filter(Boolean),
		};
	}

	function send() {
		if (typeof cvg !== 'function') return (seconds -= 0.25) > 0 && setTimeout(send, 250);
		var request = new XMLHttpRequest();
		request.open('GET', '/api/storefront/orders/' + orderId);
		request.onload = function () {
			try {
				var order = JSON.parse(request.responseText);
				if (id(order.orderId) !== orderId || notPlaced.indexOf(order.status) >= 0) return;
				cvg(JSON.parse(JSON.stringify(toEvent(order), tidy)));
				localStorage.setItem(key, '1');
			} catch (error) {}
		};
		request.send();
	}

	orderId = id(orderId) || id(location.pathname.split('order-confirmation/')[1]);
	var key = 'cvg_order_' + orderId;
	try {
		if (localStorage.getItem(key)) return;
	} catch (blocked) {}
	if (orderId) send();
})();
