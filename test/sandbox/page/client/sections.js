import { CREDENTIAL_COLUMNS, credentialCells } from './credentials.js';
import { badge, element, muted, postButton } from './dom.js';
import { countdown, money, plural, time } from './format.js';
import { KeyedTable } from './table.js';

const ACTIONS = { pay: 'Pay', ship: 'Ship', refund: 'Refund', cancel: 'Cancel' };
const VERDICTS = {
	agrees: ['Agrees', 'ok'],
	differs: ['Differs', 'problem'],
	missing: ['Missing in Converge', 'problem'],
	waiting: ['On its way', 'waiting'],
	failing: ['Failing', 'warning'],
	cancelledLater: ['Kept by Converge', 'note'],
	unexpected: ['Not expected', 'problem'],
	notPurchase: ['Not a purchase', 'note'],
};
const ANSWERS = { timeout: 'no response in time', refused: 'not reachable' };

/** Builds the tables. @returns what shows a state in all of them */
export function createSections() {
	const tables = {
		orders: new KeyedTable('orders', {
			columns: ['Order', 'Customer and items', 'Total', 'Status', 'Actions'],
			empty: 'No orders yet.',
			cells: orderCells,
		}),
		events: new KeyedTable('events', {
			columns: ['Event', 'Total', 'Sales channel'],
			empty: 'No events yet.',
			cells: eventCells,
		}),
		revenue: new KeyedTable('revenue', {
			columns: ['Currency', 'Gross', 'Net', 'Total', 'Order totals'],
			empty: 'No revenue yet.',
			cells: revenueCells,
		}),
		comparison: new KeyedTable('comparison', {
			columns: ['Order', 'Store', 'Converge', 'Result'],
			empty: 'Nothing to compare yet.',
			cells: comparisonCells,
		}),
		hooks: new KeyedTable('hooks', {
			columns: ['Webhook', 'Destination', 'State', 'Latest responses', 'Next attempt'],
			empty: 'No webhooks. The trigger creates them when its workflow is published.',
			cells: hookCells,
		}),
		deliveries: new KeyedTable('deliveries', {
			columns: ['Time', 'Order', 'Event', 'Attempt', 'Response', 'Next attempt'],
			empty: 'Nothing delivered yet.',
			cells: deliveryCells,
		}),
		credentials: new KeyedTable('credentials', {
			columns: CREDENTIAL_COLUMNS,
			empty: 'No credentials.',
			cells: credentialCells,
		}),
	};
	return ({ orders, events, comparison, hooks, deliveries, credentials }) => {
		tables.orders.update(orders.rows.map((row) => ({ key: row.id, ...row })));
		tables.events.update(events.rows);
		tables.revenue.update(revenueRows(comparison));
		tables.comparison.update(comparison.rows.map((row) => ({ key: row.id, ...row })));
		tables.hooks.update(hooks.map((row) => ({ key: row.id, ...row })));
		tables.deliveries.update(deliveries.rows);
		tables.credentials.update(credentials.map((row) => ({ key: row.field, ...row })));
		document.getElementById('delete-hooks').hidden = hooks.length === 0;
	};
}

function orderCells(order) {
	const { id, placedAt, customer, items, total, currency, status, payment, actions } = order;
	const [first, ...others] = items.map(({ quantity, name }) => `${quantity} × ${name}`);
	const more = others.length ? ` and ${others.length} more` : '';
	return [
		[String(id), ' ', muted(time(placedAt))],
		[customer, ' ', muted(`${first ?? 'no items'}${more}`)],
		[money(total, order), ' ', currency ? '' : badge('No currency', 'note')],
		[status, ' ', payment.startsWith('Test') ? badge('Test', 'note') : ''],
		element(
			'span',
			{ class: 'buttons' },
			actions.map((name) =>
				postButton(`orders/${id}/${name}`, ACTIONS[name], `${ACTIONS[name]} order ${id}`),
			),
		),
	];
}

function eventCells(event) {
	const { key, name, id, receivedAt, warnings, total, salesChannel } = event;
	const heading = [`${name} ${id} `, muted(time(receivedAt)), ' '];
	if (event.isDuplicate) heading.push(badge('Duplicate, not counted', 'note'), ' ');
	if (warnings.length) {
		const items = warnings.map((text) => element('li', {}, text));
		heading.push(badge(plural(warnings.length, 'warning'), 'warning'));
		heading.push(element('ul', { class: 'warnings' }, items));
	}
	heading.push(element('details', { 'data-event': key }, element('summary', {}, 'JSON')));
	return [heading, money(total, event), salesChannel ?? '–'];
}

/** A difference is a problem only when some order is one. */
function revenueRows({ revenue, problems, ids }) {
	const state = problems ? 'problem' : ids.failing.length ? 'warning' : 'waiting';
	return revenue.map((row) => ({ key: row.currency, state: row.agrees ? 'ok' : state, ...row }));
}

function revenueCells({ currency, decimals, agrees, state, store, converge }) {
	const figures = ['gross', 'net', 'total', 'value'].map((figure) => {
		const difference = Number((Number(converge[figure]) - Number(store[figure])).toFixed(4));
		const sign = difference > 0 ? '+' : '';
		// A difference below the currency's decimals would be shown as 0.
		const exact = agrees || Number(difference.toFixed(decimals)) === 0;
		const text = `${agrees ? 'Rounding ' : ''}${sign}${money(difference, { decimals, exact })}`;
		return [
			element('div', { class: 'figure' }, muted('Store '), money(store[figure], { decimals })),
			element(
				'div',
				{ class: 'figure' },
				muted('Converge '),
				money(converge[figure], { decimals }),
			),
			badge(difference ? text : 'Agrees', difference ? state : 'ok'),
		];
	});
	return [currency || 'No currency', ...figures];
}

function comparisonCells({ id, store, converge, verdict, reason, nextAttempt, ...amount }) {
	// Otherwise a difference below the currency's decimals would not be seen.
	const options = { ...amount, exact: verdict === 'differs' };
	const [text, state] = VERDICTS[verdict];
	const isOpen = verdict === 'waiting' || verdict === 'failing';
	return [
		id,
		money(store?.value, options),
		money(converge?.value, options),
		[
			badge(text, state),
			' ',
			reason ? muted(reason) : '',
			isOpen && nextAttempt ? muted('Next attempt: ', countdown(nextAttempt)) : '',
		],
	];
}

function hookCells({ id, scope, destination, isActive, answers, nextAttempt }) {
	return [
		[scope, ' ', muted(String(id))],
		destination,
		badge(isActive ? 'Active' : 'Off', isActive ? 'ok' : 'problem'),
		answers.length ? answers.map((status) => [answer(status), ' ']).flat() : '–',
		nextAttempt ? countdown(nextAttempt) : '–',
	];
}

function deliveryCells({ at, orderId, scope, attempt, status, ms, nextAttempt }) {
	return [
		time(at),
		orderId === undefined ? '–' : String(orderId),
		scope,
		String(attempt),
		[answer(status), ' ', muted(`${ms} ms`)],
		nextAttempt ? countdown(nextAttempt) : '–',
	];
}

function answer(status) {
	const isGood = status >= 200 && status < 300;
	return badge(ANSWERS[status] ?? String(status), isGood ? 'ok' : 'problem');
}
