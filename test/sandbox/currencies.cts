/** The store's currencies: id, decimals, and how many of its units a US dollar buys. */
const CURRENCIES: Record<string, { id: number; decimals: number; perDollar: number }> = {
	USD: { id: 1, decimals: 2, perDollar: 1 },
	EUR: { id: 2, decimals: 2, perDollar: 0.9 },
	GBP: { id: 3, decimals: 2, perDollar: 0.8 },
	JPY: { id: 4, decimals: 0, perDollar: 150 },
	KWD: { id: 5, decimals: 3, perDollar: 0.3 },
};

export const STORE_CURRENCY = 'USD';

/** A currency's id and decimals; one that the store does not have gets id 99 and 2 decimals. */
export function currency(code: string): { id: number; decimals: number } {
	return CURRENCIES[code] ?? { id: 99, decimals: 2 };
}

/** The rate between two currencies, as on the wire: ten decimals. */
export function exchangeRate(from: string, to: string): string {
	const perDollar = (code: string) => CURRENCIES[code]?.perDollar ?? 1;
	return (perDollar(to) / perDollar(from)).toFixed(10);
}
