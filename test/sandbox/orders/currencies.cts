/**
 * The store's currencies: id, decimals as BigCommerce has them (more than are in use in some countries;
 * on the wire there are four in any case), and how many units a US dollar buys.
 */
const CURRENCIES: Record<string, { id: number; decimals: number; perDollar: number }> = {
	USD: { id: 1, decimals: 2, perDollar: 1 },
	EUR: { id: 2, decimals: 2, perDollar: 0.9 },
	GBP: { id: 3, decimals: 2, perDollar: 0.8 },
	JPY: { id: 4, decimals: 0, perDollar: 150 },
	KWD: { id: 5, decimals: 3, perDollar: 0.3 },
	PKR: { id: 6, decimals: 2, perDollar: 280 },
	HUF: { id: 7, decimals: 2, perDollar: 360 },
	COP: { id: 8, decimals: 2, perDollar: 4100 },
};
const UNKNOWN = { id: 99, decimals: 2, perDollar: 1 };

export const STORE_CURRENCY = 'USD';

/** A currency's decimals; 2 for one that the store does not have. */
export function decimalsOf(code: string): number {
	return of(code).decimals;
}

/**
 * An order's currency fields. BigCommerce's names mislead: `default_currency_code` is the one that the
 * shopper pays in, `currency_code` only the one that prices were shown in. Rates have ten decimals.
 */
export function currencyFields(paid: string, shown: string) {
	return {
		currency_id: of(shown).id,
		currency_code: shown,
		currency_exchange_rate: exchangeRate(STORE_CURRENCY, shown),
		default_currency_id: of(paid).id,
		default_currency_code: paid,
		store_default_currency_code: STORE_CURRENCY,
		store_default_to_transactional_exchange_rate: exchangeRate(STORE_CURRENCY, paid),
	};
}

function exchangeRate(from: string, to: string): string {
	return (of(to).perDollar / of(from).perDollar).toFixed(10);
}

function of(code: string) {
	return CURRENCIES[code] ?? UNKNOWN;
}
