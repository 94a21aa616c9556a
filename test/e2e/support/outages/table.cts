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
	/** The fewest and the most executions of one order that succeeded. */
	fewestExecutions: number;
	mostExecutions: number;
	/** Orders of earlier outages that were executed again with success. */
	earlierAgain: number;
	/** Tries that failed, of any order. */
	failed: number;
	/** Executions that ended with their process. */
	killed: number;
	/** What made the orders arrive. */
	by: string;
}

const page = path.join(__dirname, '../../../../docs/reliability.md');
const START = '<!-- outage-matrix -->';
const END = '<!-- /outage-matrix -->';

/** Puts the rows in place of those on the page about reliability, and returns them as text. */
export function writeOutageTable(rows: OutageRow[]): string {
	const header = [
		'Outage',
		'Orders',
		'Arrived',
		'Events per order',
		'Executions per order',
		'Failed tries',
		'Healed by',
	];
	const cells = rows.map((row) => [
		row.outage,
		row.orders,
		row.arrived,
		row.mostEvents,
		executionsOf(row),
		row.failed,
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

function executionsOf(row: OutageRow): string {
	const { fewestExecutions, mostExecutions, killed, earlierAgain } = row;
	const isSame = fewestExecutions === mostExecutions;
	return [
		isSame ? `${mostExecutions}` : `${fewestExecutions} to ${mostExecutions}`,
		killed > 0 ? `${killed} killed` : [],
		earlierAgain > 0 ? `${earlierAgain} earlier orders again` : [],
	]
		.flat()
		.join(', ');
}
