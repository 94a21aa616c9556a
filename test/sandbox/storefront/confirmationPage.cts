import { readFileSync } from 'node:fs';
import path from 'node:path';

const SCRIPT = path.join(__dirname, '../../../storefront/placed-order.js');

/** What stands in for Converge's pixel: records its calls in `cvg.queue`, which outlives no reload. */
export const PIXEL = `window.cvg = function () { window.cvg.queue.push([].slice.call(arguments)); };
window.cvg.queue = [];
`;

/**
 * BigCommerce's order confirmation page with Converge's pixel and, in its footer, what a user pastes
 * into Script Manager: there, BigCommerce replaces Handlebars expressions.
 */
export function confirmationPage({ storeHash, orderId }: { storeHash: string; orderId: string }) {
	const id = /^\d+$/.test(orderId) ? orderId : '';
	const values: Record<string, string> = {
		'settings.store_hash': storeHash,
		'checkout.order.id': id,
	};
	const script = readFileSync(SCRIPT, 'utf8').replace(
		/{{([\w.]+)}}/g,
		(_, expression: string) => values[expression] ?? '',
	);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Order Confirmation</title>
<link rel="icon" href="data:,">
<script src="/checkout/pixel.js"></script>
</head>
<body>
<h1>Thank you!</h1>
<p>Your order number is ${id}.</p>
<script>
${script}</script>
</body>
</html>
`;
}
