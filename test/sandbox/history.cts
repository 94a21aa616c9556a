import type { Channel } from './channels.cts';
import { toRfc2822 } from './dates.cts';
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
		private readonly seed: number,
		private readonly channels: () => Channel[],
	) {
		this.generate = orderGenerator(seed, channels);
	}

	/** Puts `count` orders into the past, evenly from one date to the other (default: the last year). */
	fill(count: number, { from = new Date(Date.now() - YEAR), to = new Date() } = {}): void {
		this.count = count;
		this.from = from.getTime();
		this.step = (to.getTime() - this.from) / count;
	}

	has(id: number): boolean {
		return id >= 1 && id <= this.count;
	}

	order(id: number): SandboxOrder {
		const created = new Date(this.createdAt(id));
		return this.generate(id, created, {
			status_id: orderHead(this.seed, id, this.channels()).pastStatus,
			date_modified: toRfc2822(new Date(created.getTime() + HOUR)),
		});
	}

	/** What lists filter and sort by; the head is only computed when a filter asks for it. */
	row(id: number): OrderRow {
		const created = this.createdAt(id);
		const head = () => orderHead(this.seed, id, this.channels());
		return {
			id,
			created,
			modified: created + HOUR,
			head: () => {
				const { pastStatus, personKey, customer_id, channel_id } = head();
				const { email } = person(this.seed, personKey);
				return { status_id: pastStatus, customer_id, channel_id, email };
			},
			order: () => this.order(id),
		};
	}

	private createdAt(id: number): number {
		return Math.floor((this.from + (id - 1) * this.step) / 1000) * 1000;
	}
}
