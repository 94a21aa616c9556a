import { CATALOG, productById } from './catalog.cts';
import { completeLine, type LineContext } from './lines.cts';
import type { OrderLine } from './order.cts';
import type { Random } from '../random.cts';
import type { TaxRule } from './tax.cts';

interface BasketOptions {
	random: Random;
	tax: TaxRule;
	given: Array<Partial<OrderLine>> | undefined;
	/** Whether a piece of the first line comes back, if there are several. */
	hasReturn?: boolean;
}

/**
 * The lines of an order: those given, completed, or invented ones. Of the invented, some go to a second
 * address, and some are collected by the shopper.
 * @returns with the ids of the addresses that parcels may go to
 */
export function basket(
	orderId: number,
	{ random, tax, given, hasReturn = false }: BasketOptions,
): { lines: OrderLine[]; addressIds: number[] } {
	const addressIds = [orderId * 10 + 1, orderId * 10 + 2];
	const context: LineContext = { orderId, addressId: addressIds[0], tax, random };
	const lines: OrderLine[] = [];
	const add = (partial: Partial<OrderLine>) => {
		const line = completeLine(context, partial, lines.length);
		lines.push(line);
		return line;
	};
	if (given) {
		given.forEach(add);
		return { lines, addressIds };
	}
	for (const line of inventLines(random)) {
		const child = pickListChild(add(line));
		if (child) add(child);
	}
	if (hasReturn && lines[0].quantity > 1) add(returnOf(lines[0]));
	const parcels = lines.filter((line) => line.order_address_id !== 0);
	if (random.chance(0.04)) {
		for (const line of parcels) {
			Object.assign(line, { order_address_id: 0, order_pickup_method_id: 1 });
		}
	} else if (parcels.length > 1 && random.chance(0.08)) {
		parcels[parcels.length - 1].order_address_id = addressIds[1];
	}
	return { lines, addressIds };
}

/** Lines as shoppers put them together: one to five, with the pick-list children that belong to them. */
function inventLines(random: Random): Array<Partial<OrderLine>> {
	const lines: Array<Partial<OrderLine>> = [];
	for (let left = random.int(1, 5); left > 0; left--) {
		if (random.chance(0.06)) lines.push({ product_id: 0, name: 'Custom Engraving' });
		else if (random.chance(0.05)) lines.push({ type: 'giftcertificate', name: 'Gift Certificate' });
		else lines.push({ product_id: random.pick(CATALOG).id });
	}
	return lines;
}

/** A return as BigCommerce's staff recommend it: a line with a negative quantity (reference §11). */
function returnOf({ product_id, type, name, price_ex_tax, price_inc_tax }: OrderLine) {
	return { product_id, type, name, price_ex_tax, price_inc_tax, quantity: -1 };
}

/** The line that a pick list adds to the order: its parent carries the price. */
function pickListChild(parent: OrderLine): Partial<OrderLine> | undefined {
	const pickList = productById(parent.product_id)?.pickList;
	if (!pickList) return undefined;
	return {
		product_id: pickList,
		quantity: parent.quantity,
		price_ex_tax: '0.0000',
		price_inc_tax: '0.0000',
		parent_order_product_id: parent.id,
		is_bundled_product: true,
	};
}
