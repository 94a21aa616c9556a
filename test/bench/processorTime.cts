/* Linux only: it reads /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux reports processor time in hundredths of a second (`USER_HZ`). */
const MS_PER_TICK = 10;

interface Stat {
	pid: number;
	parent: number;
	ms: number;
}

/**
 * The processor time, in ms, that each process and its descendants have used so far.
 *
 * @param roots name → process id
 */
export function processorTimes<Name extends string>(
	roots: Record<Name, number>,
): Record<Name, number> {
	const stats = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => readStat(Number(name)) ?? []);
	const withChildren = (pid: number): number =>
		(stats.find((stat) => stat.pid === pid)?.ms ?? 0) +
		stats
			.filter(({ parent }) => parent === pid)
			.reduce((sum, child) => sum + withChildren(child.pid), 0);
	const entries = Object.entries<number>(roots).map(([name, pid]) => [name, withChildren(pid)]);
	return Object.fromEntries(entries) as Record<Name, number>;
}

/** The processor time, in ms, that all cores of the machine have used so far. */
export function machineTime(): number {
	const [line] = readFileSync('/proc/stat', 'utf8').split('\n');
	const [user, nice, system, , , irq, softirq] = line.split(/\s+/).slice(1).map(Number);
	return (user + nice + system + irq + softirq) * MS_PER_TICK;
}

/** A process with its own time and that of its exited children; `undefined` when it has exited. */
function readStat(pid: number): Stat | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name, in parentheses, may contain spaces; field 3 of proc(5) follows it.
		const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
		const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
		const ticks = user + system + childrenUser + childrenSystem;
		return { pid, parent: Number(fields[1]), ms: ticks * MS_PER_TICK };
	} catch {
		return undefined;
	}
}
