/* The dates of both nodes' parameters. The workflow's zone is not the server's. */
import { tryToParseDateTime } from 'n8n-workflow';
import { parseTime } from '../../../../nodes/BigCommerce/orders/parseTime';
import { triggerParameters } from '../../../../nodes/BigCommerce/trigger/parameters';
import type { TriggerContext } from '../../../../nodes/BigCommerce/trigger/context';

const context = { getTimezone: () => 'America/New_York' };

/** By the function of the filters, and as the trigger's Start Date. */
const readings: Array<[string, (value: unknown) => number | undefined]> = [
	['a filter', (value) => parseTime(context, 'Start Date', value)],
	[
		'the Start Date',
		(value) =>
			triggerParameters({
				...context,
				getNodeParameter: (name: string, other: unknown) => (name === 'startDate' ? value : other),
			} as unknown as TriggerContext).startDate,
	],
];

describe.each(readings)('%s', (_name, read) => {
	test.each([
		['2026-06-18T12:00:00', '2026-06-18T16:00:00Z'],
		['2026-06-18', '2026-06-18T04:00:00Z'],
		['20260618', '2026-06-18T04:00:00Z'],
		['20260618T120000Z', '2026-06-18T12:00:00Z'],
		['2026-01-18T12:00', '2026-01-18T17:00:00Z'],
		['2026-06-18 12:00:00', '2026-06-18T16:00:00Z'],
		[' 2026-06-18T12:00:00.000Z ', '2026-06-18T12:00:00Z'],
		['2026-06-18T23:30:00+09:00', '2026-06-18T14:30:00Z'],
		['2026-06-18T12:00:00-0300', '2026-06-18T15:00:00Z'],
		['2026-06-18T12:00:00,5Z', '2026-06-18T12:00:00.500Z'],
		['2024-02-29', '2024-02-29T05:00:00Z'],
		['Thu, 18 Jun 2026 12:00:00 +0000', '2026-06-18T12:00:00Z'],
		['Thu, 18 Jun 2026 23:00:00 -0500', '2026-06-19T04:00:00Z'],
		['Thu, 18 Jun 2026 12:00:00 GMT', '2026-06-18T12:00:00Z'],
		[new Date('2026-06-18T12:00:00Z'), '2026-06-18T12:00:00Z'],
		[tryToParseDateTime('2026-06-18T12:00:00', 'Europe/Berlin'), '2026-06-18T10:00:00Z'],
	])('takes %p', (value, expected) => {
		expect(read(value)).toBe(Date.parse(expected));
	});

	test.each([undefined, null, '', ' ', []])('takes %p for blank', (value) => {
		expect(read(value)).toBeUndefined();
	});

	test.each([
		...['06/05/2026', '06.05.2026', '6-5-2026', '2026/06/18', '18 Jun 2026', 'June 18, 2026'],
		...['2026-06-31', '2026-02-29', '2026-13-01', '2026-00-10', '2026-06-00', '20260631'],
		...['2026-06-31T12:00:00Z', '2026-06-31 12:00:00', '2026-06-18T25:00', '2026-06-18T12:60'],
		...['2026-06-18 12:00 PM', '2026-06-18T12:00:00 Berlin', '2026-06-18T24:30', '2026-06-18x'],
		...['0', '12', '2026', '2026-06', '12:00', 'soon', 'yesterday', '1767225600000', 'true'],
		...[0, 12, 2026, 1767225600000, true, {}, ['06/05/2026'], new Date('x')],
		...['Fri, 18 Jun 2026 12:00:00 +0000', 'Wed, 31 Jun 2026 12:00:00 +0000', 'Thu, 18 Jun 2026'],
	])('refuses %p', (value) => {
		expect(() => read(value)).toThrow('"Start Date" is not a valid date');
	});
});
