import { Clock } from '../../../sandbox/clock.cts';
import { Domains } from '../../../sandbox/webhooks/domains.cts';

const destination = 'https://n8n.example.com/webhook/1';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function attempts(domains: Domains, successes: number, failures: number): void {
	for (let i = 0; i < successes; i++) domains.record('client', destination);
	for (let i = 0; i < failures; i++) domains.record('client', destination, 'Answered 500');
}

it('blocks a domain for 3 minutes when fewer than 90 % of 100 attempts succeed', () => {
	const domains = new Domains(new Clock());
	attempts(domains, 89, 10);
	expect(domains.isBlocked('client', destination)).toBe(false);
	attempts(domains, 0, 1);
	expect(domains.isBlocked('client', 'https://n8n.example.com/other')).toBe(true);
	expect(domains.isBlocked('client', 'https://other.example.com/')).toBe(false);
	expect(domains.isBlocked('another client', destination)).toBe(false);
	expect(domains.blocked('client')).toMatchObject([
		{
			destination: 'https://n8n.example.com',
			time_left: 180,
			reasons: [{ failure_description: 'Answered 500', count: 11 }],
		},
	]);
	jest.advanceTimersByTime(180_000);
	expect(domains.isBlocked('client', destination)).toBe(false);
	expect(domains.blocked('client')).toEqual([]);
});

it('forgets attempts after 2 minutes', () => {
	const domains = new Domains(new Clock());
	attempts(domains, 0, 99);
	jest.advanceTimersByTime(120_000);
	attempts(domains, 0, 1);
	expect(domains.isBlocked('client', destination)).toBe(false);
});

it('leaves a domain alone at 90 %', () => {
	const domains = new Domains(new Clock());
	attempts(domains, 90, 10);
	expect(domains.isBlocked('client', destination)).toBe(false);
});
