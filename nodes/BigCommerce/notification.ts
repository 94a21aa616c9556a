/**
 * The order that a notification is about, the only thing that is taken from it.
 *
 * BigCommerce sends `{ scope, store_id, producer: "stores/{hash}", hash, created_at, data }` with
 * `data: { type: "order", id }`; the scopes of a channel have `data: { order_id }` instead.
 *
 * @param storeHash of the credential
 * @returns why it is not accepted, in a few words, when it is not
 */
export function orderIdOf(body: unknown, storeHash: string): number | { refused: string } {
	if (!isRecord(body) || !isRecord(body.data)) return { refused: 'not a BigCommerce notification' };
	if (body.producer !== `stores/${storeHash}`) return { refused: 'not for this store' };
	const id = body.data.id ?? body.data.order_id;
	if (!Number.isSafeInteger(id) || (id as number) < 1) return { refused: 'no order id' };
	return id as number;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
