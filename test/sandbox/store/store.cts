import type { Clock } from '../clock.cts';
import { Accounts } from '../http/accounts.cts';
import { CATALOG, type Product } from '../orders/catalog.cts';
import { sandboxChannels, type Channel } from './channels.cts';
import { toRfc2822 } from './dates.cts';
import { History } from '../orders/history.cts';
import { Hooks } from '../webhooks/hooks.cts';
import type { StoreEvent } from '../webhooks/notification.cts';
import type { OrderPartial, SandboxOrder } from '../orders/order.cts';
import { orderGenerator } from '../orders/orderGenerator.cts';
import { orderHead } from '../orders/orderHead.cts';
import type { OrderFilter, OrderRow } from '../orders/orderSearch.cts';
import { Refunds, type RefundRequest } from '../orders/refunds.cts';
import { statusFields } from '../orders/statusFields.cts';
import { statusName } from '../orders/statuses.cts';
import { TOKENS } from '../http/tokens.cts';

const DAY = 86_400_000;
const REFUNDED = 4;
const PARTIALLY_REFUNDED = 14;

export interface GenerateOptions {
	given?: OrderPartial | ((index: number) => OrderPartial);
	from?: Date;
	to?: Date;
}

/** The BigCommerce store: its orders and what happens to them. */
export class Store {
	readonly hash = 'sandbox1';
	readonly storeId = '1000001';
	readonly clientSecret = 'sandbox-client-secret';
	readonly tokens = TOKENS;
	/** The API accounts: each has its tokens, its client secret and its hooks. */
	readonly accounts = new Accounts((clientId) => this.hooks.removeAll(clientId));
	readonly refunds = new Refunds();
	readonly hooks: Hooks;
	readonly history: History;
	channels: Channel[] = sandboxChannels();
	/** Whether the `email` filter of orders finds guests by their billing email; nobody knows. */
	emailFilterSeesGuests = true;
	/** V2 lists give no more entries a page than this, whatever was asked for. */
	maxPageSize = 250;
	/** The catalog; orders are made of the products that it begins with. */
	readonly products: Product[] = [...CATALOG];
	/** Products that are no longer in the catalog; order lines still name them. */
	readonly deletedProducts = new Set<number>();
	/** Whether the line items included in this order come out empty (reference §1.4). */
	hasEmptyLineItems: (id: number) => boolean = () => false;
	/** Addresses that BigCommerce tells of blocked domains. */
	notificationEmails: string[] = [];

	private readonly orders = new Map<number, SandboxOrder>();
	private lastId = 100;
	private readonly generate: ReturnType<typeof orderGenerator>;

	/**
	 * @param announce tells the hooks of an event
	 * @param clock dates, and payments to come
	 * @param isSimultaneous whether a placed order is announced only when it is paid
	 */
	constructor(
		private readonly seed: number,
		private readonly clock: Clock,
		private readonly announce: (event: StoreEvent) => void,
		private readonly isSimultaneous: () => boolean,
	) {
		this.hooks = new Hooks(this.hash, clock);
		this.history = new History(seed, () => this.channels, clock);
		this.generate = orderGenerator(seed, () => this.channels);
	}

	/** Creates an order, Incomplete unless it has a `status_id`, and announces it. */
	createOrder(given: OrderPartial = {}): SandboxOrder {
		const order = this.add(given);
		this.orderEvent('created', order);
		return order;
	}

	/**
	 * A shopper's order: created as Incomplete, Awaiting Fulfillment after `payAfterMs`.
	 * @returns the order's id when the order exists; `paid` resolves when it has its status
	 */
	placeOrder(
		given: OrderPartial = {},
		{ payAfterMs = 200 } = {},
	): Promise<number> & { paid: Promise<void> } {
		const simultaneous = this.isSimultaneous();
		const order = this.add({ ...given, status_id: 0 });
		if (!simultaneous) this.orderEvent('created', order);
		const paid = new Promise<void>((resolve) => {
			this.clock.after(payAfterMs, () => {
				if (simultaneous) this.orderEvent('created', order);
				this.setStatus(order.id, given.status_id ?? 11);
				resolve();
			});
		});
		return Object.assign(Promise.resolve(order.id), { paid });
	}

	/** Changes the status of an order (not of one of `history`) and announces it. */
	setStatus(id: number, statusId: number): SandboxOrder {
		const order = this.changeable(id);
		const previous_status_id = order.status_id;
		const status = { previous_status_id, new_status_id: statusId };
		this.change(order, statusFields(statusId, order.lines, toRfc2822(this.clock.date())));
		this.orderEvent('statusUpdated', order, { status });
		this.orderEvent('updated', order);
		return order;
	}

	/**
	 * Refunds an order, in full unless the request names parts of it: announces the refund, then the
	 * status. Throws when more is asked for than is left.
	 */
	refund(id: number, request: RefundRequest = {}): SandboxOrder {
		const order = this.changeable(id);
		const { refund, isWhole } = this.refunds.create(order, request, this.clock.date());
		this.orderEvent('refund/created', order, { refund: { refund_id: refund.id } });
		return this.setStatus(id, isWhole ? REFUNDED : PARTIALLY_REFUNDED);
	}

	/** Archives an order: it stays readable with `is_deleted`, and leaves the lists (a choice). */
	archive(id: number): SandboxOrder {
		const order = this.changeable(id);
		this.change(order, { is_deleted: true });
		this.orderEvent('archived', order);
		return order;
	}

	/** Deletes an order for good, without a notification. Its refunds stay in their list (a choice). */
	delete(id: number): void {
		this.orders.delete(id);
	}

	/**
	 * Orders of the past days that nobody is notified of.
	 * @param options what the orders shall have: the same for all, or by the order's place, from 0;
	 *   and the dates between which they lie, the last 30 days by default
	 */
	generateOrders(count: number, options: GenerateOptions = {}): SandboxOrder[] {
		const {
			given = {},
			from = new Date(this.clock.now() - 30 * DAY),
			to = this.clock.date(),
		} = options;
		const step = (to.getTime() - from.getTime()) / count;
		return Array.from({ length: count }, (_, index) => {
			const date_created = toRfc2822(new Date(from.getTime() + index * step));
			const status_id = orderHead(this.seed, this.nextId(), this.channels).pastStatus;
			const own = typeof given === 'function' ? given(index) : given;
			return this.add({ date_created, status_id, ...own });
		});
	}

	/** The order with this id, if there is one. */
	order(id: number): SandboxOrder | undefined {
		return this.orders.get(id) ?? (this.history.has(id) ? this.history.order(id) : undefined);
	}

	/** The orders that a filter may match, by id. */
	*rows({ minId, maxId }: OrderFilter): Iterable<OrderRow> {
		for (let id = minId; id <= Math.min(maxId, this.history.count); id++) {
			yield this.history.row(id);
		}
		for (const order of this.orders.values()) {
			if (order.id >= minId && order.id <= maxId && !order.is_deleted) yield rowOf(order);
		}
	}

	/** From now on the token is answered 401. */
	revokeToken(token: string): void {
		this.accounts.revoke(token);
	}

	private add(given: OrderPartial): SandboxOrder {
		statusName(given.status_id ?? 0);
		const order = this.generate(this.nextId(), this.clock.date(), given);
		this.orders.set(order.id, order);
		this.lastId = order.id;
		return order;
	}

	/** Ids grow without gaps after those of `history`. */
	private nextId(): number {
		return Math.max(this.lastId, this.history.count) + 1;
	}

	private changeable(id: number): SandboxOrder {
		const order = this.orders.get(id);
		if (!order) throw new Error(`No order ${id} that could be changed`);
		return order;
	}

	private change(order: SandboxOrder, fields: Partial<SandboxOrder>): void {
		Object.assign(order, fields, { date_modified: toRfc2822(this.clock.date()) });
	}

	/** Announces to the store's scopes and to those of the order's channel. */
	private orderEvent(name: string, order: SandboxOrder, more: object = {}): void {
		const { id, channel_id } = order;
		this.announce({ scope: `store/order/${name}`, data: { type: 'order', id, ...more } });
		this.announce({
			scope: `store/channel/${channel_id}/order/${name}`,
			data: { order_id: id, ...more },
		});
	}
}

function rowOf(order: SandboxOrder): OrderRow {
	return {
		id: order.id,
		created: Date.parse(order.date_created),
		modified: Date.parse(order.date_modified),
		head: () => order,
		email: () => order.billing_address.email,
		order: () => order,
	};
}
