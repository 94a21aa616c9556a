import { element } from './dom.js';
import { plural, time } from './format.js';

const MAX_LINES = 4;
const MAX_IDS = 8;
const WORDS = {
	missing: 'missing',
	differs: 'different',
	unexpected: 'not expected',
	failing: 'failing',
	waiting: 'on the way',
	cancelledLater: 'cancelled after they were sent',
};
const list = document.getElementById('news');
const summary = document.getElementById('summary');

/** Puts a sentence on top of what happened last. */
export function report(text, now) {
	if (!text) return;
	const stamp = element('span', { class: 'muted' }, time(now));
	list.prepend(element('li', {}, stamp, ` ${text}`));
	while (list.childElementCount > MAX_LINES) list.lastElementChild.remove();
}

/** Reports what has happened since the state before. */
export function reportChanges(before, state) {
	const events = state.events.rows.filter(({ key }) => key >= before.events.count);
	if (events.length === 1) {
		const [{ name, id, isDuplicate }] = events;
		const duplicate = isDuplicate ? ' again (duplicate, not counted)' : '';
		report(`Converge received ${name} ${id}${duplicate}.`, state.now);
	} else if (events.length > 1) report(`Converge received ${events.length} events.`, state.now);

	const failed = state.deliveries.rows.filter(
		({ key, status }) => key >= before.deliveries.count && !(status >= 200 && status < 300),
	);
	if (failed.length === 0) return;
	const orders = new Set(failed.map(({ orderId }) => orderId));
	const retry = failed.some(({ nextAttempt }) => nextAttempt) ? '; it will be retried' : '';
	const about = orders.size === 1 ? `order ${failed[0].orderId}` : plural(orders.size, 'order');
	report(`A delivery of ${about} failed (${failed[0].status})${retry}.`, state.now);
}

/** Says in one sentence whether the store and Converge agree. */
export function summarize({ comparison, now }) {
	const { ids, count } = comparison;
	const failing = `${listed(ids.failing)} (next attempt ${timeOf(comparison.nextAttempt, now)})`;
	const agreed = ids.agrees.length;
	const parts = [`${plural(agreed, 'order')} ${agreed === 1 ? 'agrees' : 'agree'}`];
	const failed = ids.failing.length;
	const isHeadline = failed > 0 && !comparison.problems;
	for (const [verdict, words] of Object.entries(WORDS)) {
		if (!ids[verdict].length || (verdict === 'failing' && isHeadline)) continue;
		parts.push(`${words}: ${verdict === 'failing' ? failing : listed(ids[verdict])}`);
	}
	const text = parts.join(' · ');
	if (count === 0) setSummary('No orders yet. Place one.', '', 'ok');
	else if (comparison.problems) setSummary('Store and Converge disagree.', text, 'problem');
	else if (isHeadline) {
		const headline = `${plural(failed, 'order')} ${failed === 1 ? 'fails' : 'fail'}: ${failing}.`;
		setSummary(headline, text, 'warning');
	} else if (ids.waiting.length) setSummary('Orders are on their way.', text, 'waiting');
	else setSummary('Store and Converge agree.', text, 'ok');
}

/** A time to come, or "under way". */
function timeOf(iso, now) {
	return Date.parse(iso) > Date.parse(now) ? time(iso) : 'under way';
}

function listed(ids) {
	const rest = ids.length - MAX_IDS;
	return ids.slice(0, MAX_IDS).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

export function setSummary(headline, text, state) {
	if (summary.textContent === `${headline} ${text}`) return;
	summary.replaceChildren(element('strong', {}, headline), ` ${text}`);
	summary.dataset.state = state;
}
