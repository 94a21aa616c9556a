import { toPlacedOrder } from '../../../../nodes/Converge/placedOrder/toPlacedOrder';
import { orderItem } from '../../../support/orders.cts';

const eventOf = (...args: Parameters<typeof toPlacedOrder>) => toPlacedOrder(...args).event;
const propertiesOf = (...args: Parameters<typeof toPlacedOrder>) =>
	toPlacedOrder(...args).event.properties;

const billing = (given: object) =>
	orderItem({ billing_address: { ...orderItem().billing_address, ...given } });

test.each([
	['phone', { phone: '12' }, '$phone_number', 'phone number'],
	['e-mail', { email: 'nobody at example' }, '$email', 'e-mail address'],
	['country', { country_iso2: 'XX', phone: '+44 20 7946 0958' }, '$country_code', 'country code'],
])('an invalid %s is left out and told', (_name, given, property, told) => {
	const { event, leftOut } = toPlacedOrder(billing(given));
	expect(event.properties).not.toHaveProperty([property]);
	expect(event.profile_properties).not.toHaveProperty([property]);
	expect(leftOut).toEqual([told]);
});

test('empty values are left out without a word', () => {
	const { event, leftOut } = toPlacedOrder(
		orderItem({
			billing_address: { first_name: '', phone: ' ', email: null, country_iso2: '', city: null },
		}),
	);
	expect(event.profile_properties).toEqual({});
	expect(leftOut).toEqual([]);
});

test('an own phone number and address can be dropped', () => {
	const person = eventOf(orderItem(), { dropPhone: true, dropAddress: true }).profile_properties;
	expect(Object.keys(person)).toEqual(['$email', '$first_name', '$last_name']);
});

test('a phone number is read by the country of its address', () => {
	const item = billing({ country_iso2: 'gb', phone: '020 7946 0958' });
	expect(propertiesOf(item)).toMatchObject({
		$phone_number: '+442079460958',
		$country_code: 'GB',
	});
});
