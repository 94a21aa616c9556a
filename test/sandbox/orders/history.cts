import type { Clock } from '../clock.cts';
import type { Channel } from '../store/channels.cts';
import { toRfc2822 } from '../store/dates.cts';
import type { SandboxOrder } from './order.cts';
import { orderGenerator } from './orderGenerator.cts';
import { orderHead } from './orderHead.cts';
import type { OrderRow } from './orderSearch.cts';
import { person } from './people.cts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** Orders of the past, ids 1 to `count`: each is made when it is asked for, so they need no memory. */
export class History {
	count = 0;
	private from = 0;
	private step = 0;
	private readonly generate: ReturnType<typeof orderGenerator>;

	constructor(
		readonly seed: number,
		readonly channels: () => Channel[],
		private readonly clock: Clock,
	) {
		this.generate = orderGenerator(seed, channels);
	}

	/** Puts `count` orders into the past, evenly from one date to the other (default: the last year). */
	fill(
		count: number,
		{ from = new Date(this.clock.now() - YEAR), to = this.clock.date() } = {},
	): void {
		this.count = count;
		this.from = from.getTime();
		this.step = (to.getTime() - this.from) / count;
	}

	has(id: number): boolean {
		return id >= 1 && id <= this.count;
	}

	order(id: number): SandboxOrder {
		const created = this.createdAt(id);
		return this.generate(id, new Date(created), {
			status_id: orderHead(this.seed, id, this.channels()).pastStatus,
			date_modified: toRfc2822(new Date(created + HOUR)),
		});
	}

	/** What lists filter and sort by, without making the order. */
	row(id: number): OrderRow {
		return new HistoryRow(id, this.createdAt(id), this);
	}

	private createdAt(id: number): number {
		return Math.floor((this.from + (id - 1) * this.step) / 1000) * 1000;
	}
}

/** A list goes through 100,000 of these, so what may not be asked for is computed when it is. */
class HistoryRow implements OrderRow {
	readonly modified: number;

	constructor(
		readonly id: number,
		readonly created: number,
		private readonly history: History,
	) {
		this.modified = created + HOUR;
	}

	head() {
		const { seed, channels } = this.history;
		const { pastStatus, personKey, customer_id, channel_id } = orderHead(seed, this.id, channels());
		return { status_id: pastStatus, customer_id, channel_id, personKey };
	}

	email(): string {
		return person(this.history.seed, this.head().personKey).email;
	}

	order(): SandboxOrder {
		return this.history.order(this.id);
	}
}
