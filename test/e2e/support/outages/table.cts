import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What one outage did, and what it took until all was well. */
export interface OutageRow {
	outage: string;
	/** Placed orders, without the poison order. */
	orders: number;
	/** Of these, those that Converge has. */
	arrived: number;
	/** The most events that Converge got of one order. */
	mostEvents: number;
	/** Executions of the workflow that ended well or not. */
	succeeded: number;
	failed: number;
	/** What made the orders arrive. */
	by: string;
}

const page = path.join(__dirname, '../../../../docs/reliability.md');
const START = '<!-- outage-matrix -->';
const END = '<!-- /outage-matrix -->';

/** Puts the rows in place of those on the page about reliability, and returns them as text. */
export function writeOutageTable(rows: OutageRow[]): string {
	const header = ['Outage', 'Orders', 'Arrived', 'Events per order', 'Executions', 'Healed by'];
	const cells = rows.map((row) => [
		row.outage,
		row.orders,
		row.arrived,
		row.mostEvents,
		row.failed > 0 ? `${row.succeeded}, and ${row.failed} failed` : row.succeeded,
		row.by,
	]);
	const lines = [header, header.map(() => '---'), ...cells].map(
		(line) => `| ${line.join(' | ')} |`,
	);
	const text = readFileSync(page, 'utf8');
	const [start, end] = [text.indexOf(START), text.indexOf(END)];
	if (start < 0 || end < start) throw new Error(`${page} has no place for the table`);
	const before = text.slice(0, start + START.length);
	writeFileSync(page, `${before}\n\n${lines.join('\n')}\n\n${text.slice(end)}`);
	execFileSync(process.execPath, [require.resolve('prettier/bin/prettier.cjs'), '--write', page]);
	return lines.join('\n');
}
