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

export interface FaultSettings {
	/** The probability that a request fails. */
	rate: number;
	kinds: FaultKind[];
	/** Which paths may fail; all when absent. */
	only?: RegExp;
}

interface Planned {
	kind: FaultKind;
	path?: RegExp;
}

/** Faults of BigCommerce's API. */
export class Faults {
	/** How late a `slow` answer is, in milliseconds. */
	slowMs = 3000;

	private settings: FaultSettings = { rate: 0, kinds: [] };
	private planned: Planned[] = [];
	private readonly random: Random;

	constructor(seed: number) {
		this.random = new Random(seed, 'faults');
	}

	/** From now on requests fail at random. */
	set(settings: FaultSettings & { slowMs?: number }): void {
		const unknown = settings.kinds.filter((kind) => !FAULTS.includes(kind));
		if (unknown.length) throw new Error(`No such fault: ${unknown.join(', ')}`);
		this.settings = settings;
		this.slowMs = settings.slowMs ?? this.slowMs;
	}

	/** The next `times` requests, to this path if one is given, fail in this way. */
	next(kind: FaultKind, { times = 1, path }: { times?: number; path?: RegExp } = {}): void {
		for (let i = 0; i < times; i++) this.planned.push({ kind, path });
	}

	/** No more faults, neither at random nor planned. */
	clear(): void {
		this.settings = { rate: 0, kinds: [] };
		this.planned = [];
	}

	/** The fault of the request that has just come in, if any. */
	draw(path: string): FaultKind | undefined {
		const index = this.planned.findIndex((one) => !one.path || one.path.test(path));
		if (index >= 0) return this.planned.splice(index, 1)[0].kind;
		const { rate, kinds, only } = this.settings;
		if (!kinds.length || (only && !only.test(path))) return undefined;
		return this.random.chance(rate) ? this.random.pick(kinds) : undefined;
	}
}
