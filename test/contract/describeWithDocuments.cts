import { hasDocuments } from './documents.cts';

/** A suite that needs BigCommerce's documents, and says so when it is skipped for want of them. */
export function describeWithDocuments(name: string, suite: () => void): void {
	if (hasDocuments) describe(name, suite);
	else describe.skip(`${name} (skipped: BIGCOMMERCE_OPENAPI leads to no documents)`, suite);
}
