import { statusOf } from '../../../../../nodes/BigCommerce/resources/webhook/getStatus';

const hook = { id: 1, scope: 'store/order/created', destination: 'https://n8n.example.com/w' };

test('an account without hooks is in order', () => {
	expect(statusOf({})).toMatchObject({ healthy: true, active_hooks: 0 });
});

test('without a status, is_active tells', () => {
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
	expect(statusOf({ blocked_domains }).summary).toBe(
		'https://a.example.com is blocked for another 120 s. https://b.example.com is blocked for another 7 s: timeout (12×).',
	);
});
