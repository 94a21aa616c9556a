import { statusOf } from '../../../../../nodes/BigCommerce/resources/webhook/getStatus';

const hook = { id: 1, scope: 'store/order/created', destination: 'https://n8n.example.com/w' };

const BASE = 'https://n8n.example.com';
const at = (destination: string, given: object = {}) => ({ ...hook, destination, ...given });

test('an account without hooks is unhealthy, and the summary says what to do', () => {
	expect(statusOf({}, BASE)).toMatchObject({
		healthy: false,
		active_hooks: 0,
		summary: expect.stringMatching(/no webhook for this n8n.*Publish a workflow/) as unknown,
	});
	expect(statusOf({})).toMatchObject({ healthy: false });
});

test.each([
	['of another n8n', 'https://other.example.com/webhook/1'],
	['of a host that starts alike', 'https://n8n.example.com.evil.example/webhook/1'],
	['of the editor', 'https://n8n.example.com/webhook-test/1'],
])('a hook %s does not make this n8n healthy', (_name, destination) => {
	expect(statusOf({ hooks_list: [at(destination)] }, BASE).healthy).toBe(false);
});

test('hooks of other addresses and of the editor are listed apart and not judged', () => {
	const off = { is_active: false, status: 'deactivated' };
	const hooks_list = [
		at(`${BASE}/webhook/1`, { id: 1 }),
		at('https://other.example.com/webhook/1', { id: 2, ...off }),
		at(`${BASE}/webhook-test/1`, { id: 3, ...off }),
	];
	const blocked_domains = [{ destination: 'https://other.example.com', time_left: 120 }];
	expect(statusOf({ hooks_list, blocked_domains }, BASE)).toMatchObject({
		healthy: true,
		summary: 'Webhooks of this n8n: 1, all active. Its domain is not blocked.',
		active_hooks: 1,
		inactive_hooks: [],
		blocked_domains: [],
		test_hooks: [{ id: 3, status: 'deactivated' }],
		other_hooks: [{ id: 2 }],
	});
});

test.each([
	'N8N.example.com',
	'n8n.example.com:443',
	'https://N8N.Example.com/',
	'https://n8n.example.com:443',
])('a blocked domain may be given as %s', (destination) => {
	const hooks_list = [at(`${BASE}/n8n/webhook/1`)];
	const blocked_domains = [{ destination, time_left: 120 }];
	expect(statusOf({ hooks_list, blocked_domains }, `${BASE}/n8n`).healthy).toBe(false);
});

const spellings = [BASE, 'https://N8N.Example.com', `${BASE}:443`, 'HTTPS://n8n.example.com:443'];

test.each(spellings.flatMap((hooks) => spellings.map((own) => [hooks, own])))(
	'the hooks for %s are those of the n8n at %s',
	(hooks, own) => {
		const hooks_list = [at(`${hooks}/n8n/webhook/A`)];
		expect(statusOf({ hooks_list }, `${own}/n8n`)).toMatchObject({
			...{ healthy: true, active_hooks: 1, other_hooks: [] },
		});
	},
);

test('hooks for anything but orders are not judged', () => {
	const destination = `${BASE}/webhook/1`;
	const scopes = ['store/product/updated', 'store/cart/created', 'store/orders/created'];
	const others = scopes.map((scope, index) => at(destination, { id: 10 + index, scope }));
	expect(statusOf({ hooks_list: others }, BASE)).toMatchObject({ healthy: false, active_hooks: 0 });

	const off = { is_active: false, status: 'deactivated' };
	const hooks_list = [
		at(destination),
		at(destination, { id: 2, scope: 'store/order/statusUpdated' }),
		at(destination, { id: 3, scope: 'store/order/refund/created' }),
		...others.map((hook) => ({ ...hook, ...off })),
	];
	expect(statusOf({ hooks_list }, BASE)).toMatchObject({
		healthy: true,
		summary: 'Webhooks of this n8n: 3, all active. Its domain is not blocked.',
		active_hooks: 3,
		inactive_hooks: [],
		other_hooks: [{ id: 10 }, { id: 11 }, { id: 12 }],
	});
});

test('a webhook without a status is judged by is_active', () => {
	const hooks_list = [
		{ ...hook, is_active: true },
		{ ...hook, id: 2, is_active: false },
	];
	expect(statusOf({ hooks_list })).toMatchObject({
		healthy: false,
		active_hooks: 1,
		inactive_hooks: [{ id: 2, status: 'inactive' }],
	});
});

test('a blocked domain is named with the time left and the reasons, where there are any', () => {
	const blocked_domains = [
		{ destination: 'https://a.example.com', time_left: 120 },
		{
			destination: 'https://b.example.com',
			time_left: 7,
			reasons: [{ failure_description: 'timeout', count: 12, timestamp: 1 }],
		},
	];
	expect(statusOf({ hooks_list: [hook], blocked_domains }).summary).toBe(
		'https://a.example.com is blocked for another 120 s. https://b.example.com is blocked for another 7 s: timeout (12×).',
	);
});
