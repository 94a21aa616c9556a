import { validateEvent } from '../../../../nodes/Converge/event/validateEvent';

const event = {
	event_name: 'Placed Order',
	event_id: '118',
	timestamp: '2026-06-18T12:05:04Z',
	properties: {},
	profile_properties: {},
	aliases: ['urn:email:ada@example.com'],
};

test.each([
	'2026-06-18T12:05:04.000Z',
	'2026-06-18T12:05:04+02:00',
	'2026-06-18T12:05-0500',
	1781784304,
	undefined,
])('takes the timestamp %p', (timestamp) => {
	expect(validateEvent({ ...event, timestamp })).toEqual([]);
});

test.each([
	['event_name', undefined],
	['event_name', ' '],
	['event_id', ''],
	['event_id', 118],
	['event_id', null],
	['properties', undefined],
	['properties', []],
	['properties', null],
	['profile_properties', 'x'],
	['aliases', undefined],
	['aliases', []],
	['aliases', 'urn:email:ada@example.com'],
	['aliases', [118]],
	['aliases', ['']],
	['aliases', Array.from({ length: 11 }, (_, index) => `urn:x:${index}`)],
	['timestamp', null],
	['timestamp', ''],
	['timestamp', '2026-06-18'],
	['timestamp', '2026-06-18T12:05:04'],
	['timestamp', '2026-13-18T12:05:04Z'],
	['timestamp', 1781784304000],
	['timestamp', 0.5],
])('names %s when it is %p', (member, value) => {
	const complaints = validateEvent({ ...event, [member]: value });
	expect(complaints).toHaveLength(1);
	expect(complaints[0]).toContain(member);
});

test('takes ten aliases', () => {
	const aliases = Array.from({ length: 10 }, (_, index) => `urn:x:${index + 1}`);
	expect(validateEvent({ ...event, aliases })).toEqual([]);
});

test('names all that is wrong at once', () => {
	expect(validateEvent({})).toHaveLength(5);
});
