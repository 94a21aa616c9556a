/* The mapping in the ways in which one would otherwise do it. These do less than the Converge node (no
   discount without tax, fees, checks, rules or phone library), so a comparison with them is in their favor. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInThisContext } from 'node:vm';
import jsonata from 'jsonata';

const read = (name: string) => readFileSync(path.join(__dirname, name), 'utf8');

/** The source of `placedOrder(order)`, for n8n's Code node. */
export const javaScript = read('placedOrder.js');

/** The whole job, from notification to event, built from n8n's own nodes. */
export const builtInWorkflow = JSON.parse(read('workflow.json')) as {
	nodes: Array<{ name: string; type: string; parameters: { jsCode?: string } }>;
};

/** As a function of this process. */
export const placedOrderByHand = runInThisContext(`${javaScript}\nplacedOrder;`) as (
	order: object,
) => object;

/** As one expression of n8n, for Edit Fields. */
export const n8nExpression = read('placedOrder.expression.txt').trim();

/** As a JSONata expression, parsed once. */
export function placedOrderInJsonata(): (order: object) => Promise<object> {
	const expression = jsonata(read('placedOrder.jsonata'));
	expression.registerFunction('isoDate', (date: string) => new Date(date).toISOString());
	return async (order) => (await expression.evaluate(order)) as object;
}
