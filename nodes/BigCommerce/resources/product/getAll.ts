import { listOperation } from '../listOperation';
import { variantItems, type Product } from './variantItems';

/** One item a variant, for Converge's cost upload. Deleted products are in no list of BigCommerce's. */
export const { description, execute } = listOperation<Product>({
	resource: 'product',
	path: '/v3/catalog/products',
	query: { include: 'variants', include_fields: 'name,sku,price,cost_price' },
	toItems: (products) => products.flatMap(variantItems),
});
