/** The `payment_method` of test orders (BigCommerce's V2 Orders document). */
const TEST_GATEWAY = 'test payment gateway';

/**
 * How the `external_source` of migrated orders begins (BigCommerce's description of the field); what wrote
 * it may follow, as in "POS (Square)", the form that BigCommerce recommends.
 */
const MIGRATED = /^\s*m-mig(?![\p{L}\p{N}])/iu;

/** Whether the order was paid with BigCommerce's test gateway. */
export function isTestOrder({ payment_method: method }: { payment_method?: unknown }): boolean {
	return typeof method === 'string' && method.trim().toLowerCase() === TEST_GATEWAY;
}

/** Whether a migration tool wrote the order: it is history from another platform. */
export function isMigrated({ external_source: source }: { external_source?: unknown }): boolean {
	return typeof source === 'string' && MIGRATED.test(source);
}
