import type { Clock } from '../clock.cts';
import { toUnixSeconds } from '../store/dates.cts';

/** Why a domain is blocked, as `/hooks/admin` shows it. */
export interface BlockedDomain {
	destination: string;
	time_left: number;
	reasons: Array<{ failure_description: string; count: number; timestamp: number }>;
}

interface Attempt {
	/** By the clock's scaled time. */
	at: number;
	timestamp: number;
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

	constructor(private readonly clock: Clock) {}

	/** @param failure what went wrong; undefined for a success */
	record(clientId: string, destination: string, failure?: string): void {
		const key = keyOf(clientId, destination);
		const now = this.clock.scaled();
		const attempt = { at: now, timestamp: toUnixSeconds(this.clock.date()), failure };
		const recent = [...(this.attempts.get(key) ?? []), attempt].filter(
			({ at }) => at > now - WINDOW_MS,
		);
		this.attempts.set(key, recent);
		const successes = recent.filter((attempt) => attempt.failure === undefined).length;
		if (recent.length >= FEWEST_ATTEMPTS && successes / recent.length < LEAST_SUCCESS) {
			this.blockedUntil.set(key, now + BLOCK_MS);
		}
	}

	isBlocked(clientId: string, destination: string): boolean {
		return (this.blockedUntil.get(keyOf(clientId, destination)) ?? 0) > this.clock.scaled();
	}

	blocked(clientId: string): BlockedDomain[] {
		const now = this.clock.scaled();
		return [...this.blockedUntil]
			.filter(([key, until]) => key.startsWith(`${clientId} `) && until > now)
			.map(([key, until]) => ({
				destination: key.slice(clientId.length + 1),
				time_left: Math.ceil((until - now) / 1000),
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
		const { timestamp } = same[same.length - 1];
		return { failure_description: failure, count: same.length, timestamp };
	});
}
