/** Why a domain is blocked, as `/hooks/admin` shows it. */
export interface BlockedDomain {
	destination: string;
	time_left: number;
	reasons: Array<{ failure_description: string; count: number; timestamp: number }>;
}

interface Attempt {
	at: number;
	failure?: string;
}

const WINDOW_MS = 120_000;
const BLOCK_MS = 180_000;
const FEWEST_ATTEMPTS = 100;
const LEAST_SUCCESS = 0.9;

/**
 * BigCommerce's watch on the domains it notifies: at least 100 attempts in 2 minutes of which fewer
 * than 90 % succeed block the domain, for this account, for 3 minutes (reference §2.5).
 */
export class Domains {
	private readonly attempts = new Map<string, Attempt[]>();
	private readonly blockedUntil = new Map<string, number>();

	/** @param scale of time, as for the retry schedule */
	constructor(private readonly scale: number) {}

	/** @param failure what went wrong; undefined for a success */
	record(clientId: string, destination: string, failure?: string): void {
		const key = keyOf(clientId, destination);
		const now = Date.now();
		const recent = [...(this.attempts.get(key) ?? []), { at: now, failure }].filter(
			(attempt) => attempt.at > now - WINDOW_MS * this.scale,
		);
		this.attempts.set(key, recent);
		const successes = recent.filter((attempt) => attempt.failure === undefined).length;
		if (recent.length >= FEWEST_ATTEMPTS && successes / recent.length < LEAST_SUCCESS) {
			this.blockedUntil.set(key, now + BLOCK_MS * this.scale);
		}
	}

	isBlocked(clientId: string, destination: string): boolean {
		return (this.blockedUntil.get(keyOf(clientId, destination)) ?? 0) > Date.now();
	}

	blocked(clientId: string): BlockedDomain[] {
		const now = Date.now();
		return [...this.blockedUntil]
			.filter(([key, until]) => key.startsWith(`${clientId} `) && until > now)
			.map(([key, until]) => ({
				destination: key.slice(clientId.length + 1),
				time_left: Math.ceil((until - now) / 1000 / this.scale),
				reasons: reasons(this.attempts.get(key) ?? []),
			}));
	}
}

function keyOf(clientId: string, destination: string): string {
	return `${clientId} ${new URL(destination).origin}`;
}

function reasons(attempts: Attempt[]): BlockedDomain['reasons'] {
	const failures = attempts.filter((attempt) => attempt.failure !== undefined);
	return [...new Set(failures.map((attempt) => attempt.failure!))].map((failure) => {
		const same = failures.filter((attempt) => attempt.failure === failure);
		const timestamp = Math.floor(same[same.length - 1].at / 1000);
		return { failure_description: failure, count: same.length, timestamp };
	});
}
