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
	['United Kingdom (UK)', 'GB'],
	['United States (US)', 'US'],
	['U.S.', 'US'],
	['Libyan Arab Jamahiriya', 'LY'],
	['Netherlands (Kingdom of the)', 'NL'],
	['Slovak Republic', 'SK'],
	['Republic of Serbia', 'RS'],
	['Republic of South Africa', 'ZA'],
	['Singapore, Republic of', 'SG'],
	['Republic of the Philippines', 'PH'],
	['Kingdom of Saudi Arabia', 'SA'],
	['State of Qatar', 'QA'],
	['Federal Republic of Germany', 'DE'],
	["People's Democratic Republic of Algeria", 'DZ'],
	['Republic of Kosovo', 'XK'],
	['Taiwan (ROC)', 'TW'],
	['Republic of China', 'TW'],
	['Lao PDR', 'LA'],
	['Ireland (Republic of)', 'IE'],
	['Ireland (Northern)', 'GB'],
	['Virgin Islands (U.S.)', 'VI'],
	['DEU', 'DE'],
	['gbr', 'GB'],
	['USA', 'US'],
	['CHE', 'CH'],
	['AND', 'AD'],
	['ZWE', 'ZW'],
])('the country %p is %s', (name, code) => {
	expect(countryByName(name)).toBe(code);
});

test.each([
	...['Atlantis', '', ' ', '-', 'Deutschland', 'constructor', undefined, 'N/A', '276', 'ZZ', '--'],
	...['Republic', 'Kingdom of', '(Republic of)', 'United Arab Republic', 'European Union'],
	...['German Democratic Republic', 'Turkish Republic of Northern Cyprus'],
])('%p is not an English name of a country', (name) => {
	expect(countryByName(name)).toBeUndefined();
});

test.each([
	...['Congo (DRC)', 'Democratic Republic of Korea', 'Korea (DPRK)', 'Saint Martin (Dutch)'],
	...['Samoa (US)', 'Georgia (USA)', 'Niger (Nigeria)', 'France (Réunion)'],
])('%p may be another country than it begins with, so it is not known', (name) => {
	expect(countryByName(name)).toBeUndefined();
});

test('a country is found by its name with its code in brackets, and never becomes another with a form of state', () => {
	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	for (const code of codes) {
		const name = english.of(code)!;
		for (const written of [
			`${name} (${code})`,
			`Federal State of ${name}`,
			`${name}, Kingdom of`,
		]) {
			expect([code, undefined]).toContain(countryByName(written));
		}
		if (!name.includes('('))
			expect([name, countryByName(`${name} (${code})`)]).toEqual([name, code]);
	}
});

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const codes = letters
	.flatMap((first) => letters.map((second) => first + second))
	.filter((code) => countryCode(code));

test('every country is found by the name that Intl has for it', () => {
	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	expect(codes).toHaveLength(249);
	for (const code of codes) expect(countryByName(english.of(code))).toBe(code);
});

test('every country is found by an alpha-3 code of its own', () => {
	const found = letters
		.flatMap((one) => letters.map((two) => one + two))
		.flatMap((two) => letters.map((three) => two + three))
		.flatMap((code) => countryByName(code) ?? []);
	// Beside the codes, UAE is what people write.
	expect(found.sort()).toEqual([...codes, 'AE'].sort());
});
