import { oddPerson } from './oddities.cts';
import type { Person } from './order.cts';
import { Random } from '../random.cts';

const FIRST_NAMES = [
	'Ada',
	'Björn',
	'Chloé',
	'Dmitri',
	'Ella',
	'Farid',
	'Grace',
	'Hiro',
	'Inês',
	'Joe',
];
const LAST_NAMES = [
	'Ashdown',
	'Bergström',
	'Castell',
	'Dunmore',
	"O'Farrell",
	'Grünwald',
	'Haddad',
	'Ito',
];

/** Where shoppers live. Tax rates in hundredths of a percent; phone numbers as shoppers type them. */
interface Place {
	city: string;
	state: string;
	zip: string;
	country: string;
	country_iso2: string;
	taxRate: number;
	reducedTaxRate: number;
	taxInclusive: boolean;
	locale: string;
	phones: string[];
}

const PLACES: Place[] = [
	{
		city: 'Austin',
		state: 'Texas',
		zip: '78701',
		country: 'United States',
		country_iso2: 'US',
		taxRate: 825,
		reducedTaxRate: 0,
		taxInclusive: false,
		locale: 'en',
		phones: ['(512) 555-0142', '512-555-0177', '+1 512 555 0199'],
	},
	{
		city: 'Portland',
		state: 'Oregon',
		zip: '97201',
		country: 'United States',
		country_iso2: 'US',
		taxRate: 0,
		reducedTaxRate: 0,
		taxInclusive: false,
		locale: 'en-US',
		phones: ['5035550123', ''],
	},
	{
		city: 'Toronto',
		state: 'Ontario',
		zip: 'M5H 2N2',
		country: 'Canada',
		country_iso2: 'CA',
		taxRate: 1300,
		reducedTaxRate: 500,
		taxInclusive: false,
		locale: 'en',
		phones: ['416 555 0134'],
	},
	{
		city: 'Bristol',
		state: '',
		zip: 'BS1 4DJ',
		country: 'United Kingdom',
		country_iso2: 'GB',
		taxRate: 2000,
		reducedTaxRate: 0,
		taxInclusive: true,
		locale: 'en',
		phones: ['0117 496 0123', '07700 900123'],
	},
	{
		city: 'Köln',
		state: 'Nordrhein-Westfalen',
		zip: '50667',
		country: 'Germany',
		country_iso2: 'DE',
		taxRate: 1900,
		reducedTaxRate: 700,
		taxInclusive: true,
		locale: 'de',
		phones: ['0221 4710123', '+49 (0)221 4710123', 'n/a'],
	},
	{
		city: 'Sydney',
		state: 'New South Wales',
		zip: '2000',
		country: 'Australia',
		country_iso2: 'AU',
		taxRate: 1000,
		reducedTaxRate: 0,
		taxInclusive: true,
		locale: 'en',
		phones: ['02 5550 1234'],
	},
];

/** Whoever buys at a till without giving a name: has no email address. */
export const WALK_IN = 'walk-in';

/** An invented person, always the same for the same seed and key. */
export function person(seed: number, key: string): Person & { place: Place } {
	const random = new Random(seed, 'person', key);
	const place = random.pick(PLACES);
	const first_name = random.pick(FIRST_NAMES);
	const last_name = random.pick(LAST_NAMES);
	return {
		first_name,
		last_name,
		company: random.chance(0.15) ? 'Example Trading Ltd' : '',
		street_1: `${random.int(1, 250)} Quay Street`,
		street_2: random.chance(0.2) ? `Flat ${random.int(1, 40)}` : '',
		city: place.city,
		state: place.state,
		zip: place.zip,
		country: place.country,
		country_iso2: place.country_iso2,
		phone: random.pick(place.phones),
		email: key === WALK_IN ? '' : `${key}@example.com`,
		...oddPerson(seed, key),
		place,
	};
}

/** The address of a person, without what only the sandbox knows. */
export function addressOf(someone: Person): Person {
	const { first_name, last_name, company, street_1, street_2, city, state, zip } = someone;
	const { country, country_iso2, phone, email } = someone;
	const name = { first_name, last_name, company };
	return { ...name, street_1, street_2, city, state, zip, country, country_iso2, phone, email };
}
