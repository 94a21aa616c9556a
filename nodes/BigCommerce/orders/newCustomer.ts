import type { IDataObject } from 'n8n-workflow';
import type { Order } from '../../shared/orderItem';
import type { BigCommerceApi } from '../api/client';
import { isPurchase, type PurchaseOptions } from './purchase';

/** How many of a customer's latest orders are read at once. */
const MAX_ORDERS_PER_LOOK = 20;
/** How often, when none of those tells. */
const MAX_LOOKS = 5;

export interface NewCustomerOptions extends PurchaseOptions {
	/**
	 * When the order was placed, in ms since 1970. An order with a higher id is earlier if it was created
	 * before that. By default only lower ids are earlier.
	 */
	placedAt?: number;
}

/** What connects the orders of a person. */
export interface CustomerKeys {
	/** Absent for a guest. */
	id?: number;
	/** In lower case. */
	email?: string;
}

/** @returns `undefined` when the order has neither a customer id nor an email address */
export function customerKeys(order: Order): CustomerKeys | undefined {
	const id = Number(order.customer_id) > 0 ? Number(order.customer_id) : undefined;
	const email = emailOf(order)?.toLowerCase();
	return id === undefined && email === undefined ? undefined : { id, email };
}

/**
 * Whether the order is its customer's first: no earlier purchase has the same customer id or, which is
 * Converge's definition of a new customer, the same email address.
 *
 * BigCommerce's customers have no count of orders. It takes one request for a customer who has ordered
 * before and for a guest, and two for the first order of a registered customer. Whether BigCommerce's
 * `email` filter finds the orders of guests is not documented, so the order itself must be among them:
 * otherwise nothing is known of this guest.
 *
 * @returns `undefined` when it cannot be known
 * @throws BigCommerceApiError
 */
export async function isNewCustomer(
	api: BigCommerceApi,
	order: Order,
	options: NewCustomerOptions = {},
): Promise<boolean | undefined> {
	const keys = customerKeys(order);
	if (!keys) return undefined;

	const filters: IDataObject[] = [];
	if (keys.id !== undefined) filters.push({ customer_id: keys.id });
	if (keys.email !== undefined) filters.push({ email: emailOf(order) });
	// The first one decides: of a registered customer, the orders by id are sure to be complete.
	let isKnown: boolean | undefined;
	for (const filter of filters) {
		const { hasEarlier, hasItself, isComplete } = await lookFor(api, order, { filter, ...options });
		if (hasEarlier) return false;
		isKnown ??= hasItself && isComplete;
	}
	return isKnown ? true : undefined;
}

interface Look {
	hasEarlier: boolean;
	/** Whether the order itself is among those that BigCommerce finds. */
	hasItself: boolean;
	/** Whether nothing was left unread. */
	isComplete: boolean;
}

interface LookOptions extends NewCustomerOptions {
	/** What the customer's orders have in common. */
	filter: IDataObject;
}

async function lookFor(
	api: BigCommerceApi,
	order: Order,
	{ filter, ...options }: LookOptions,
): Promise<Look> {
	let hasItself = false;
	let maxId = options.placedAt === undefined ? order.id : undefined;
	for (let looks = 0; looks < MAX_LOOKS; looks++) {
		const found = await api.list<Order>('/v2/orders', {
			...filter,
			...(maxId === undefined ? {} : { max_id: maxId }),
			sort: 'id:desc',
			limit: MAX_ORDERS_PER_LOOK,
		});
		hasItself ||= found.some(({ id }) => id === order.id);
		if (found.some((other) => isEarlierPurchase(other, order, options))) {
			return { hasEarlier: true, hasItself, isComplete: true };
		}
		if (found.length < MAX_ORDERS_PER_LOOK)
			return { hasEarlier: false, hasItself, isComplete: true };
		maxId = (found.at(-1) as Order).id - 1;
	}
	return { hasEarlier: false, hasItself, isComplete: false };
}

/** Whether `other` is a purchase of the same person from before `order`. */
function isEarlierPurchase(other: Order, order: Order, options: NewCustomerOptions): boolean {
	return (
		isEarlier(other, order, options) && isPurchase(other, options) && isSamePerson(other, order)
	);
}

/** Whether `other` was placed before `order`. */
export function isEarlier(
	other: Pick<Order, 'id' | 'date_created'>,
	order: Order,
	{ placedAt = -Infinity }: NewCustomerOptions,
): boolean {
	if (other.id === order.id) return false;
	return other.id < order.id || Date.parse(other.date_created) < placedAt;
}

function isSamePerson(a: Order, b: Order): boolean {
	const [one, other] = [customerKeys(a), customerKeys(b)];
	if (!one || !other) return false;
	const isSameId = one.id !== undefined && one.id === other.id;
	return isSameId || (one.email !== undefined && one.email === other.email);
}

/** As it is written. */
function emailOf({ billing_address: billing }: Order): string | undefined {
	const email: unknown = billing?.email;
	return (typeof email === 'string' && email.trim()) || undefined;
}
