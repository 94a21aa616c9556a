// Loaded before all else (`node --require`): the clock and the timers of the process run CLOCK_SPEED times as
// fast, so that an hour passes in some minutes, waits and all. The timeouts of sockets stay as they are.
import timers from 'node:timers/promises';

const speed = Number(process.env.CLOCK_SPEED ?? 1);
const RealDate = Date;
const realNow = Date.now;
const started = realNow();
const now = () => Math.round(started + (realNow() - started) * speed);

globalThis.Date = new Proxy(RealDate, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length > 0 ? args : [now()], newTarget) as object,
	apply: () => new RealDate(now()).toString(),
	get: (target, name, receiver) =>
		name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown),
});

const { setTimeout: realSetTimeout, setInterval: realSetInterval } = globalThis;
const realTimeout = AbortSignal.timeout.bind(AbortSignal);
const realWait = timers.setTimeout;

globalThis.setTimeout = Object.assign(
	(callback: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) =>
		realSetTimeout(callback, ms / speed, ...args),
	realSetTimeout,
);
globalThis.setInterval = (callback: () => void, ms = 0) => realSetInterval(callback, ms / speed);
AbortSignal.timeout = (ms) => realTimeout(Math.ceil(ms / speed));
timers.setTimeout = async (ms = 0, value, options) => await realWait(ms / speed, value, options);
