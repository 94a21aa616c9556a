import { startSandbox } from '../sandbox/index.cts';
import { conversation, type Exchange } from './conversation.cts';
import { deviations } from './deviations.cts';
import { describeWithDocuments } from './describeWithDocuments.cts';
import type { Schema } from './documents.cts';
import { OpenApi, type CheckedRequest } from './openapi.cts';

describeWithDocuments("The sandbox and BigCommerce's documents", () => {
	let exchanges: Exchange[];
	let openApi: OpenApi;
	const documentOf = ({ method, path }: CheckedRequest) => openApi.find(method, path)?.document;

	beforeAll(async () => {
		openApi = new OpenApi();
		const sandbox = await startSandbox();
		try {
			exchanges = await conversation(sandbox);
		} finally {
			await sandbox.stop();
		}
	});

	it('agree on every answer', () => {
		expect(exchanges.flatMap(({ answer }) => openApi.checkAnswer(answer))).toEqual([]);
	});

	it('agree on every request that is not wrong on purpose', () => {
		const right = exchanges.filter((exchange) => !exchange.isWrong);
		expect(right.flatMap(({ request }) => openApi.checkRequest(request))).toEqual([]);
	});

	it.each(deviations.map((deviation) => [deviation.path.join(' '), deviation] as const))(
		'would not agree without the deviation at %s',
		(_, deviation) => {
			const without = new OpenApi(
				deviations.filter((other) => other !== deviation),
				deviation.document ? [deviation.document] : undefined,
			);
			const concerned = exchanges.filter(
				({ request }) => (deviation.document ?? documentOf(request)) === documentOf(request),
			);
			const disagrees = concerned.some(
				({ answer, request, isWrong }) =>
					without.checkAnswer(answer).length > 0 ||
					(!isWrong && without.checkRequest(request).length > 0),
			);
			expect(disagrees).toBe(true);
		},
	);

	it.each([
		['an order', '/v2/orders/102', 'orders.v2.oas2.yml /orders/{order_id}'],
		['lines', '/v2/orders/102/products', 'orders.v2.oas2.yml /orders/{order_id}/products'],
		['a hook', '/v3/hooks/20000001', 'webhooks.v3.yml /hooks/{webhook_id}'],
		[
			'an address',
			'/v2/orders/102/shipping_addresses',
			'orders.v2.oas2.yml /orders/{order_id}/shipping_addresses',
		],
	])('%s has every documented member', (_, path, operation) => {
		const { answer } = exchanges.find((exchange) => exchange.answer.path.endsWith(path))!;
		const [document, template] = operation.split(' ');
		const schema = openApi.responseSchema(document, 'GET', template, 200);
		expect(membersOf(answer.body)).toEqual(expect.arrayContaining(documentedMembers(schema)));
		expect(documentedMembers(schema).length).toBeGreaterThan(5);
	});
});

/** The names in an object, in the first entry of a list, or in what an envelope holds. */
function membersOf(body: unknown): string[] {
	const whole = (Array.isArray(body) ? body[0] : body) as Schema;
	return Object.keys((whole.data as object | undefined) ?? whole);
}

/** The same, of a schema. */
function documentedMembers(schema: Schema): string[] {
	const whole = (schema.items ?? schema) as Schema;
	const inner = ((whole.properties as Schema | undefined)?.data ?? whole) as Schema;
	const parts = [inner, ...((inner.allOf as Schema[] | undefined) ?? [])];
	return parts.flatMap((part) => Object.keys(part.properties ?? {}));
}
