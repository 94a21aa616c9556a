import { person } from '../orders/people.cts';

/** How many customers are registered; their ids are 1 to this. */
export const CUSTOMER_COUNT = 300;

const SINCE = '2025-03-01T09:00:00Z';

/** A registered customer, the one behind the orders with this `customer_id`. */
export function customer(seed: number, id: number) {
	const { email, first_name, last_name, company, phone } = person(seed, `customer${id}`);
	return {
		...{ id, email, first_name, last_name, company, phone },
		notes: '',
		tax_exempt_category: '',
		customer_group_id: 0,
		registration_ip_address: '',
		date_created: SINCE,
		date_modified: SINCE,
		attribute_count: 0,
		authentication: { force_password_reset: false },
		accepts_product_review_abandoned_cart_emails: false,
		origin_channel_id: 1,
		channel_ids: null,
	};
}
