import { Random } from '../random.cts';

/**
 * What can go wrong with a request: `429bare` lacks the rate limit headers, `502` and `html` (with
 * status 200) have a page for a body, `slow` answers late, `cut` closes the connection without an
 * answer, `half` closes it in the middle of the body.
 */
export const FAULTS = [
	...(['429', '429bare', '500', '502', '503', 'html', 'slow', 'cut', 'half'] as const),
];
export type FaultKind = (typeof FAULTS)[number];

/** Which requests a fault concerns; all when empty. */
export interface FaultTarget {
	/** Matched with the path. */
	only?: RegExp;
	/** Matched with the decoded query, such as `customer_id=3&limit=250`. */
	query?: RegExp;
}

export interface FaultSettings extends FaultTarget {
	/** The probability that a request fails. */
	rate: number;
	kinds: FaultKind[];
	/** How late a `slow` answer is, in milliseconds. Default: `faults.slowMs`. */
	slowMs?: number;
}

/** What happens to one request: it is answered late, goes wrong, or both. */
export interface Fault {
	kind?: Exclude<FaultKind, 'slow'>;
	delayMs: number;
}

export const NO_FAULT: Fault = { delayMs: 0 };

const CUSTOMER_HISTORY = { only: /\/v2\/orders(\/count)?$/, query: /\b(customer_id|email)=/ };

/** Faults of BigCommerce's API. */
export class Faults {
	/** How late a `slow` answer is, in milliseconds. */
	slowMs = 3000;

	private rules: FaultSettings[] = [];
	private planned: Array<{ kind: FaultKind; target: FaultTarget }> = [];
	private readonly random: Random;

	constructor(seed: number) {
		this.random = new Random(seed, 'faults');
	}

	/** The ways in which requests fail at random. */
	get current(): readonly Readonly<FaultSettings>[] {
		return this.rules;
	}

	/** From now on requests fail at random in this way, and in no other. */
	set(settings: FaultSettings): void {
		this.rules = [];
		this.slowMs = settings.slowMs ?? this.slowMs;
		this.add(settings);
	}

	/** From now on requests fail in this way, too. @returns ends it */
	add(settings: FaultSettings): () => void {
		const unknown = settings.kinds.filter((kind) => !FAULTS.includes(kind));
		if (unknown.length) throw new Error(`No such fault: ${unknown.join(', ')}`);
		this.rules.push(settings);
		return () => {
			this.rules = this.rules.filter((rule) => rule !== settings);
		};
	}

	/** Every answer takes so long. @returns ends it */
	slowAnswers(slowMs: number, target: FaultTarget = {}): () => void {
		return this.add({ rate: 1, kinds: ['slow'], slowMs, ...target });
	}

	/** Only a customer's earlier orders cannot be had, neither by id nor by email. @returns ends it */
	failCustomerHistory(kind: FaultKind = '500'): () => void {
		return this.add({ rate: 1, kinds: [kind], ...CUSTOMER_HISTORY });
	}

	/** The next `times` requests, to this path if one is given, fail in this way. */
	next(
		kind: FaultKind,
		{ times = 1, path, query }: { times?: number; path?: RegExp; query?: RegExp } = {},
	): void {
		const target = { only: path, query };
		for (let i = 0; i < times; i++) this.planned.push({ kind, target });
	}

	/** No more faults, neither at random nor planned. */
	clear(): void {
		this.rules = [];
		this.planned = [];
	}

	/** The fault of the request that has just come in. A late answer may go wrong, too. */
	draw(path: string, query: Record<string, string> = {}): Fault {
		const text = Object.entries(query)
			.map(([name, value]) => `${name}=${value}`)
			.join('&');
		const matches = ({ only, query: wanted }: FaultTarget) =>
			(!only || only.test(path)) && (!wanted || wanted.test(text));
		const index = this.planned.findIndex(({ target }) => matches(target));
		if (index >= 0) return this.faultOf(this.planned.splice(index, 1)[0].kind, {});
		return this.rules.reduce((fault, rule) => {
			if (!rule.kinds.length || !matches(rule) || !this.random.chance(rule.rate)) return fault;
			const drawn = this.faultOf(this.random.pick(rule.kinds), rule);
			return { kind: fault.kind ?? drawn.kind, delayMs: Math.max(fault.delayMs, drawn.delayMs) };
		}, NO_FAULT);
	}

	private faultOf(kind: FaultKind, { slowMs = this.slowMs }: Partial<FaultSettings>): Fault {
		return kind === 'slow' ? { delayMs: slowMs } : { kind, delayMs: 0 };
	}
}
