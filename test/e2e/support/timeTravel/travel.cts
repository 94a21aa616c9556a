import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world.cts';

/** To be loaded before all else, with the file that holds the clock in TIME_TRAVEL_FILE. */
export const timeTravelPreload = path.join(__dirname, 'preload.cts');

/** What n8n's environment needs so that `jump` can move its clock; `file` holds where it stands. */
export function timeTravelEnvironment(file: string): Record<string, string> {
	writeFileSync(file, '0');
	return {
		NODE_OPTIONS: `--require ${timeTravelPreload}`,
		TIME_TRAVEL_FILE: file,
		// A jump of days must not sign the test out.
		N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: '2000',
	};
}

/** No further at once, so that what is due in a longer jump happens about when it is due. */
const STEP_MS = 30 * 60_000;

/** For the requests of what was due: a clock that jumps once more would take them for too slow. */
const SETTLE_MS = 100;

/**
 * Moves the clocks of n8n, whether it runs or not, and of the sandbox ahead. What is due by then
 * happens: n8n's cron jobs, BigCommerce's retries.
 */
export async function jump(world: World, file: string, ms: number): Promise<void> {
	for (let left = ms; left > 0; left -= STEP_MS) {
		const step = Math.min(left, STEP_MS);
		// n8n first: a notification signed in its future would be suspicious to it.
		writeFileSync(file, String(Number(readFileSync(file, 'utf8')) + step));
		if (isRunning(world.n8n.pid)) process.kill(world.n8n.pid, 'SIGUSR2');
		await world.sandbox.clock.advance(step);
		if (isRunning(world.n8n.pid)) await sleep(SETTLE_MS);
	}
}

export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
