/* What the delivery log costs: the example workflow with and without its node for the log, in the same n8n
   under the same load, with few and with many rows in the table. */
import { readExampleWorkflow } from '../../scripts/exampleWorkflow.cts';
import { exampleWorkflow } from '../e2e/support/manual.cts';
import { createTable, insertRows, type Row } from '../e2e/support/tables.cts';
import type { World } from '../e2e/support/world.cts';
import { inWorld, publishTrigger, SETTINGS, untilCaughtUp, withoutLog } from './n8n.cts';
import { orderTurn, type Turn } from './orderToEvent.cts';
import type { Case, Measurement } from './report.cts';
import { inTurns } from './timing.cts';

const REPETITIONS = 5;
export const LOG = 'Converge delivery log';
/** Rows in the log: none, and half a year of 1,400 orders a day. */
const ROWS = [0, 250_000];

const WITH = 'with the log';
const WITHOUT = 'without the log';

interface NamedNode {
	name: string;
	parameters: { columns: { column: Array<{ name: string; type: string }> } };
}

export async function measureDeliveryLog(): Promise<Measurement> {
	const cases: Case[] = [];
	let rowBytes = NaN;
	await inWorld(SETTINGS['lazy isolates'], async (world) => {
		await createTable(world, LOG, logColumns());
		const receivers = {
			[WITH]: await publishTrigger(world, readExampleWorkflow()),
			[WITHOUT]: await publishTrigger(world, withoutLog()),
		};
		await untilCaughtUp();
		for (const rows of ROWS) {
			await fillLog(world, rows);
			if (rows > 0) rowBytes = (await tablesBytes(world)) / rows;
			const turns = await inTurns<string, Turn>(REPETITIONS, {
				[WITH]: () => orderTurn(world, receivers[WITH]),
				[WITHOUT]: () => orderTurn(world, receivers[WITHOUT]),
			});
			const figure = (name: string, unit: string, pick: (turn: Turn) => number): Case => ({
				...{ name: `${name}, ${rows.toLocaleString('en-US')} rows in the log`, unit },
				ways: { [WITH]: turns[WITH].map(pick), [WITHOUT]: turns[WITHOUT].map(pick) },
			});
			cases.push(
				figure('orders', '/s', ({ rate }) => rate),
				figure('processor time of n8n an order', 'ms', ({ processor }) => processor),
			);
		}
	});
	return {
		id: 'delivery-log',
		title: 'The delivery log',
		cases,
		notes: [
			'n8n with SQLite and lazy isolates; 40 orders of three lines per turn, 5 at once. On every insert n8n measures the size of its data tables, which takes longer the more rows there are.',
			`A row takes ${Math.round(rowBytes)} bytes.`,
		],
	};
}

/** The size of all data tables, in bytes. */
async function tablesBytes({ api }: World): Promise<number> {
	const { data } = await api.http.get<{ data: { totalBytes: number } }>(
		'/data-tables-global/limits',
	);
	return data.data.totalBytes;
}

/** The columns of the log, as the workflow creates it that does. */
export function logColumns(): Record<string, string> {
	const nodes = exampleWorkflow('reconcile-nightly').nodes as unknown as NamedNode[];
	const { parameters } = nodes.find(({ name }) => name === 'Delivery log table')!;
	return Object.fromEntries(parameters.columns.column.map(({ name, type }) => [name, type]));
}

async function fillLog(world: World, count: number): Promise<void> {
	const at = new Date().toISOString();
	for (let first = 0; first < count; first += 1000) {
		const rows = Array.from({ length: 1000 }, (_, index): Row => ({
			...{ store: world.sandbox.store.hash, order_id: 1_000_000 + first + index },
			...{ event_id: String(1_000_000 + first + index), event_name: 'Placed Order' },
			...{ total_price: 229.22, currency: 'USD', timestamp: at, delivered: true },
		}));
		await insertRows(world, LOG, rows);
	}
}
