import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.cts';
import { toUnixSeconds } from './dates.cts';
import { STORE_CURRENCY } from '../orders/currencies.cts';
import type { Store } from './store.cts';

const config = { scope: 'information' as const };

/** BigCommerce's V2 store information, which is also what credentials are tested with. */
export function storeInformationRoutes(app: FastifyInstance, store: Store, clock: Clock): void {
	app.get('/time', { config }, () => ({ time: toUnixSeconds(clock.date()) }));

	app.get('/store', { config }, () => ({
		id: store.hash,
		store_id: Number(store.storeId),
		account_uuid: '00000000-0000-4000-8000-000000000001',
		domain: 'lighthouse.example.com',
		secure_url: 'https://lighthouse.example.com',
		control_panel_base_url: 'https://store-sandbox1.example.com',
		status: 'live',
		name: 'Lighthouse Outfitters',
		first_name: 'Ada',
		last_name: 'Ashdown',
		address: '1 Harbour Street, Austin',
		country: 'United States',
		country_code: 'US',
		phone: '(512) 555-0100',
		admin_email: 'owner@example.com',
		order_email: 'orders@example.com',
		timezone: {
			name: 'America/Chicago',
			raw_offset: -21600,
			dst_offset: -18000,
			dst_correction: true,
			date_format: { display: 'M jS Y', export: 'M jS Y', extended_display: 'M jS Y @ g:i A' },
		},
		language: 'en',
		currency: STORE_CURRENCY,
		currency_symbol: '$',
		decimal_separator: '.',
		thousands_separator: ',',
		decimal_places: 2,
		currency_symbol_location: 'left',
		weight_units: 'Ounces',
		dimension_units: 'Inches',
		plan_name: 'Standard',
		plan_level: 'Standard',
		plan_is_trial: false,
		industry: 'Sport',
		is_price_entered_with_tax: false,
		default_channel_id: 1,
		default_site_id: 1001,
		features: { stencil_enabled: true, multi_storefront_enabled: true },
	}));
}
