import { fromWire, share, toWire, type Amount } from './money.cts';
import type { AppliedDiscount, OrderLine } from './order.cts';

/** A reduction of the whole order, before it is spread over the lines. */
export interface Discount {
	amount: Amount;
	/** The coupon's code; null for a discount the merchant gave by hand. */
	code: string | null;
}

/**
 * Spreads discounts over the lines in proportion to their totals, exactly. Each line gets its part
 * under `applied_discounts`, and `discounted_total_inc_tax` is its total less these parts.
 */
export function applyDiscounts(lines: OrderLine[], discounts: Discount[], decimals: number): void {
	for (const { amount, code } of discounts) {
		const parts = share(
			amount,
			lines.map((line) => Math.max(0, fromWire(line.discounted_total_inc_tax))),
			decimals,
		);
		lines.forEach((line, index) => {
			if (parts[index] === 0) return;
			line.applied_discounts = [...line.applied_discounts, appliedDiscount(parts[index], code)];
			line.discounted_total_inc_tax = toWire(
				fromWire(line.discounted_total_inc_tax) - parts[index],
			);
		});
	}
}

function appliedDiscount(amount: Amount, code: string | null): AppliedDiscount {
	return {
		id: code === null ? 'manual-discount' : 'total-coupon',
		amount: toWire(amount),
		name: code === null ? 'Manual Discount' : `Coupon ${code}`,
		code,
		target: 'order',
	};
}
