const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** BigCommerce's, in any currency. */
const MAX_DECIMALS = 4;

/**
 * An amount, with its currency if one is given.
 * @param decimals the currency's own
 * @param exact whether to keep further decimals where they are not 0
 */
export function money(value, { decimals, currency, exact = false }) {
	if (value === undefined || value === null) return '–';
	const number = new Intl.NumberFormat('en-US', {
		minimumFractionDigits: decimals,
		maximumFractionDigits: exact ? MAX_DECIMALS : decimals,
	}).format(Number(value));
	const text = number.replace('-', '−');
	return currency ? `${text}\u00a0${currency}` : text;
}

/** A time of day. */
export function time(iso) {
	return clock.format(new Date(iso));
}

/** An element with a time to come, which `tick` keeps counting down. */
export function countdown(iso) {
	const node = document.createElement('time');
	node.dateTime = iso;
	node.dataset.until = iso;
	node.textContent = time(iso);
	return node;
}

/** Rewrites every countdown. @param now the sandbox's time, in ms */
export function tick(now) {
	for (const node of document.querySelectorAll('time[data-until]')) {
		const seconds = Math.round((Date.parse(node.dataset.until) - now) / 1000);
		const text = seconds > 0 ? `${time(node.dataset.until)}, in ${duration(seconds)}` : 'under way';
		if (node.textContent !== text) node.textContent = text;
	}
}

function duration(seconds) {
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** "1 order", "2 orders" */
export function plural(count, noun) {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
