/* What a flash sale came to, whichever n8n received it. */
import type { Sandbox } from '../sandbox/index.cts';
import { quantile } from './timing.cts';

/** The result of one sale. */
export interface Sale {
	/** Orders that arrived at Converge within the time limit. */
	delivered: number;
	/** Until the last order arrived, in seconds; the whole watch while some are missing. */
	seconds: number;
	requests: number;
	/** 429 that the receiver got, and that the other app got. */
	refused: number;
	refusedOthers: number;
	/** Share of the notifications that were answered 2xx, in per cent. */
	accepted: number;
	blocks: number;
	/** From payment to arrival at Converge, in seconds: 95 of 100 orders are faster. */
	p95: number;
}

/** One figure of each sale. */
export function figureOf<T extends Sale>(sales: Record<string, T>, pick: (sale: T) => number) {
	return Object.fromEntries(Object.entries(sales).map(([way, sale]) => [way, [pick(sale)]]));
}

/** Watches a sale from now on, in a new window of the quota. */
export function watchSale(sandbox: Sandbox, orders: number) {
	const { converge, requests, deliveries, store } = sandbox;
	converge.events.length = 0;
	requests.clear();
	deliveries.log.length = 0;
	sandbox.rateLimit.exhaust(0);
	const started = Date.now();
	const { clientId } = store.accounts.of(store.tokens.full)!;
	const arrivedAt = new Map<string, number>();
	let [blocks, wasBlocked] = [0, false];
	const collect = () => {
		for (const { body, receivedAt } of converge.events) {
			arrivedAt.set(String(body.event_id), receivedAt.getTime());
		}
		converge.events.length = 0;
		const isBlocked = deliveries.domains.blocked(clientId).length > 0;
		if (isBlocked && !wasBlocked) blocks++;
		wasBlocked = isBlocked;
	};
	const timer = setInterval(collect, 100);
	const isOver = () => arrivedAt.size >= orders;
	return {
		isOver,
		/** Ends the watch. */
		result: (): Omit<Sale, 'refusedOthers'> => {
			clearInterval(timer);
			collect();
			const endedAt = isOver() ? Math.max(...arrivedAt.values()) : Date.now();
			const toStore = requests.log.filter(({ path }) => path.startsWith('/stores'));
			const answered = deliveries.log.filter(({ status }) => Number(status) < 300);
			const took = [...arrivedAt].map(
				([id, at]) => at - Date.parse(store.order(Number(id))!.date_created) - 200,
			);
			return {
				delivered: arrivedAt.size,
				seconds: (endedAt - started) / 1000,
				requests: toStore.length,
				refused: toStore.filter(({ status }) => status === 429).length,
				accepted: (answered.length / deliveries.log.length) * 100,
				blocks,
				p95: Math.max(0, quantile(took, 0.95) / 1000),
			};
		},
	};
}
