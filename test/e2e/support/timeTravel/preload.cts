// Loaded into n8n's process before n8n itself (`node --require`), so that a test can move its clock.
// The file that TIME_TRAVEL_FILE names holds how far ahead the clock is, in milliseconds; SIGUSR2 makes
// the process read it again. What was to happen within a jump happens right after it: n8n's cron jobs
// among others, which wait with a timer and then look at the clock.
//
// Node.js strips the types and runs the rest as it stands, so this file imports nothing.

/** Shorter timers belong to requests and retries: they run in real time. */
const LONG_TIMER_MS = 60_000;
/** n8n gives up a write that waits for its database for so long. A jump in the middle of one is no wait. */
const DATABASE_LOCK_MS = 60_000;

const RealDate = Date;
const realNow = Date.now;
const realSetTimeout = setTimeout;
const { readFileSync } = process.getBuiltinModule('node:fs');
// n8n's task runner is given NODE_OPTIONS, but not this: its clock stays as it is.
const file = process.env.TIME_TRAVEL_FILE;
let offset = readOffset();

function readOffset(): number {
	return file ? Number(readFileSync(file, 'utf8')) : 0;
}

globalThis.Date = new Proxy(RealDate, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length > 0 ? args : [realNow() + offset], newTarget) as object,
	apply: () => new RealDate(realNow() + offset).toString(),
	get: (target, name, receiver) =>
		name === 'now' ? () => realNow() + offset : (Reflect.get(target, name, receiver) as unknown),
});

interface LongTimer {
	timer: NodeJS.Timeout & { _destroyed?: boolean };
	run: () => void;
	dueAt: number;
}

const longTimers = new Set<LongTimer>();

function travellingSetTimeout(
	callback: (...args: unknown[]) => void,
	delay = 0,
	...args: unknown[]
): NodeJS.Timeout {
	const isLong = delay >= LONG_TIMER_MS && delay !== DATABASE_LOCK_MS;
	if (!isLong) return realSetTimeout(callback, delay, ...args);
	return setLongTimeout(callback, delay, ...args);
}

function setLongTimeout(
	callback: (...args: unknown[]) => void,
	delay: number,
	...args: unknown[]
): NodeJS.Timeout {
	const run = () => {
		longTimers.delete(entry);
		callback(...args);
	};
	const timer = realSetTimeout(run, delay);
	const entry: LongTimer = { timer, run, dueAt: Date.now() + delay };
	longTimers.add(entry);
	return timer;
}

// `promisify(setTimeout)` and `setTimeout.unref` of others go on with what Node.js has there.
globalThis.setTimeout = Object.assign(travellingSetTimeout, realSetTimeout);

const realTimeout = AbortSignal.timeout.bind(AbortSignal);

AbortSignal.timeout = (delay: number): AbortSignal => {
	if (!(delay >= LONG_TIMER_MS)) return realTimeout(delay);
	const controller = new AbortController();
	// Like the real one, it keeps no process alive.
	setLongTimeout(() => controller.abort(), delay).unref();
	return controller.signal;
};

process.on('SIGUSR2', () => {
	offset = readOffset();
	const due = [...longTimers].filter(({ dueAt }) => dueAt <= Date.now());
	for (const entry of due.sort((a, b) => a.dueAt - b.dueAt)) {
		const isCleared = entry.timer._destroyed;
		clearTimeout(entry.timer);
		if (isCleared) longTimers.delete(entry);
		else entry.run();
	}
});
