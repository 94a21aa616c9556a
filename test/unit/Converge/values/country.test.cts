import { countryByName, countryCode } from '../../../../nodes/Converge/values/country';

test.each([
	['United States', 'US'],
	['United States of America', 'US'],
	['USA', 'US'],
	['U.S.A.', 'US'],
	['united kingdom', 'GB'],
	['UK', 'GB'],
	['England', 'GB'],
	['Viet Nam', 'VN'],
	['Vietnam', 'VN'],
	['Russian Federation', 'RU'],
	['Korea, Republic of', 'KR'],
	["Korea, Democratic People's Republic of", 'KP'],
	['Iran, Islamic Republic of', 'IR'],
	['Tanzania, United Republic of', 'TZ'],
	['Côte d’Ivoire', 'CI'],
	["Cote D'Ivoire", 'CI'],
	['Ivory Coast', 'CI'],
	['Congo', 'CG'],
	['Congo, the Democratic Republic of the', 'CD'],
	['Turkey', 'TR'],
	['Türkiye', 'TR'],
	['Czech Republic', 'CZ'],
	['Hong Kong', 'HK'],
	['Macau', 'MO'],
	['Myanmar', 'MM'],
	['Trinidad and Tobago', 'TT'],
	['Saint Lucia', 'LC'],
	['St. Lucia', 'LC'],
	['Reunion', 'RE'],
	['The Netherlands', 'NL'],
	['Holy See (Vatican City State)', 'VA'],
	['Virgin Islands, U.S.', 'VI'],
	['Virgin Islands, British', 'VG'],
	['Taiwan, Province of China', 'TW'],
	['Palestinian Territory, Occupied', 'PS'],
	['Bolivia, Plurinational State of', 'BO'],
	['Micronesia, Federated States of', 'FM'],
	['Bonaire, Sint Eustatius and Saba', 'BQ'],
	['Guinea-Bissau', 'GW'],
	['Guinea', 'GN'],
	['Niger', 'NE'],
	['Nigeria', 'NG'],
	['Dominica', 'DM'],
	['Dominican Republic', 'DO'],
	['Kosovo', 'XK'],
])('the country %p is %s', (name, code) => {
	expect(countryByName(name)).toBe(code);
});

test.each(['Atlantis', '', ' ', '-', 'Deutschland', 'constructor', undefined])(
	'%p is not an English name of a country',
	(name) => {
		expect(countryByName(name)).toBeUndefined();
	},
);

test('every country is found by the name that Intl has for it', () => {
	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
	const codes = letters
		.flatMap((first) => letters.map((second) => first + second))
		.filter((code) => countryCode(code));
	expect(codes).toHaveLength(249);
	for (const code of codes) expect(countryByName(english.of(code))).toBe(code);
});
