/** ISO 3166-1 alpha-2, the officially assigned codes (249 of them). */
const CODES =
	'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS ' +
	'BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE ' +
	'EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM ' +
	'HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC ' +
	'LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
	'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
	'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO ' +
	'TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

const codes: ReadonlySet<string> = new Set(CODES.split(' '));

/**
 * English names beside those of `Intl` (CLDR): the short names of ISO 3166-1, which BigCommerce's
 * control panel lists, and common ones. Kosovo has no ISO code, but phone numbers of its own.
 */
const OTHER_NAMES =
	'AE UAE|AX Aland|BA Bosnia|BN Brunei Darussalam|BO Plurinational State of Bolivia|' +
	'BQ Bonaire, Sint Eustatius and Saba|CD Democratic Republic of the Congo|CD DR Congo|CG Congo|' +
	'CG Republic of the Congo|CI Ivory Coast|CN Peoples Republic of China|CV Cabo Verde|' +
	'CZ Czech Republic|FK Falkland Islands (Malvinas)|FM Federated States of Micronesia|' +
	'GB United Kingdom of Great Britain and Northern Ireland|GB Great Britain|GB Britain|GB England|' +
	'GB Scotland|GB Wales|GB Northern Ireland|GB UK|GB GBR|GR EL|HK Hong Kong|' +
	'HM Heard Island and McDonald Islands|IE Republic of Ireland|IR Islamic Republic of Iran|' +
	'KP Democratic Peoples Republic of Korea|KR Republic of Korea|KR Korea|' +
	'LA Lao Peoples Democratic Republic|MD Republic of Moldova|MF Saint Martin (French part)|' +
	'MK Macedonia|MK The Former Yugoslav Republic of Macedonia|MM Myanmar|MM Burma|MO Macao|MO Macau|' +
	'NL Holland|PN Pitcairn|PS Palestine|PS State of Palestine|PS Occupied Palestinian Territory|' +
	'RU Russian Federation|SH Saint Helena, Ascension and Tristan da Cunha|ST Sao Tome|' +
	'SX Sint Maarten (Dutch part)|SY Syrian Arab Republic|SZ Swaziland|TL East Timor|TR Turkey|' +
	'TW Taiwan, Province of China|TZ United Republic of Tanzania|UM United States Minor Outlying Islands|' +
	'US United States of America|US USA|US America|VA Holy See (Vatican City State)|VA Holy See|' +
	'VA Vatican|VE Bolivarian Republic of Venezuela|VG Virgin Islands, British|VI Virgin Islands, US|' +
	'VN Viet Nam|XK Kosovo';

let codesByName: Map<string, string> | undefined;

/** The country code in upper case; `undefined` when ISO 3166-1 has not assigned it. */
export function countryCode(text: string | undefined): string | undefined {
	const code = text?.toUpperCase();
	return code && codes.has(code) ? code : undefined;
}

/**
 * The code of a country by its English name, in whatever order its words are written ("Korea,
 * Republic of"). `XK`, Kosovo, is found as well, though ISO 3166-1 has not assigned it.
 */
export function countryByName(name: string | undefined): string | undefined {
	if (!name) return undefined;
	codesByName ??= namesOfCountries();
	return codesByName.get(normalName(name));
}

function namesOfCountries(): Map<string, string> {
	const names = new Map<string, string>();
	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	for (const code of codes) names.set(normalName(english.of(code) ?? code), code);
	for (const entry of OTHER_NAMES.split('|'))
		names.set(normalName(entry.slice(3)), entry.slice(0, 2));
	return names;
}

const FILLERS: ReadonlySet<string> = new Set(['', 'the', 'of', 'and', 's', 'sar']);

/** Without accents, case, punctuation and filler words, and its words sorted. */
function normalName(name: string): string {
	return name
		.normalize('NFD')
		.replace(/[\u0300-\u036f.]/g, '')
		.toLowerCase()
		.replace(/\bst\b/g, 'saint')
		.replace(/peoples/g, 'people')
		.split(/[^\p{L}]+/u)
		.filter((word) => !FILLERS.has(word))
		.sort()
		.join(' ');
}
