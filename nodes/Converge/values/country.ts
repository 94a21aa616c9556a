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

/** Their alpha-3 codes, in the same order. */
const ALPHA_3 =
	'AND ARE AFG ATG AIA ALB ARM AGO ATA ARG ASM AUT AUS ABW ALA AZE BIH BRB BGD BEL BFA BGR BHR BDI ' +
	'BEN BLM BMU BRN BOL BES BRA BHS BTN BVT BWA BLR BLZ CAN CCK COD CAF COG CHE CIV COK CHL CMR CHN ' +
	'COL CRI CUB CPV CUW CXR CYP CZE DEU DJI DNK DMA DOM DZA ECU EST EGY ESH ERI ESP ETH FIN FJI FLK ' +
	'FSM FRO FRA GAB GBR GRD GEO GUF GGY GHA GIB GRL GMB GIN GLP GNQ GRC SGS GTM GUM GNB GUY HKG HMD ' +
	'HND HRV HTI HUN IDN IRL ISR IMN IND IOT IRQ IRN ISL ITA JEY JAM JOR JPN KEN KGZ KHM KIR COM KNA ' +
	'PRK KOR KWT CYM KAZ LAO LBN LCA LIE LKA LBR LSO LTU LUX LVA LBY MAR MCO MDA MNE MAF MDG MHL MKD ' +
	'MLI MMR MNG MAC MNP MTQ MRT MSR MLT MUS MDV MWI MEX MYS MOZ NAM NCL NER NFK NGA NIC NLD NOR NPL ' +
	'NRU NIU NZL OMN PAN PER PYF PNG PHL PAK POL SPM PCN PRI PSE PRT PLW PRY QAT REU ROU SRB RUS RWA ' +
	'SAU SLB SYC SDN SWE SGP SHN SVN SJM SVK SLE SMR SEN SOM SUR SSD STP SLV SXM SYR SWZ TCA TCD ATF ' +
	'TGO THA TJK TKL TLS TKM TUN TON TUR TTO TUV TWN TZA UKR UGA UMI USA URY UZB VAT VCT VEN VGB VIR ' +
	'VNM VUT WLF WSM YEM MYT ZAF ZMB ZWE';

const codes: ReadonlySet<string> = new Set(CODES.split(' '));

/**
 * English names beside those of `Intl` (CLDR): the short names of ISO 3166-1, which BigCommerce's
 * control panel lists, and common ones. Kosovo has no ISO code, but phone numbers of its own.
 */
const OTHER_NAMES =
	'AE UAE|AX Aland|BA Bosnia|BN Brunei Darussalam|BO Plurinational State of Bolivia|' +
	'BQ Bonaire, Sint Eustatius and Saba|CD Democratic Republic of the Congo|CD DR Congo|CG Congo|' +
	'CG Republic of the Congo|CI Ivory Coast|CN Peoples Republic of China|CV Cabo Verde|' +
	'CN PR China|CZ Czech Republic|FK Falkland Islands (Malvinas)|FM Federated States of Micronesia|' +
	'GB United Kingdom of Great Britain and Northern Ireland|GB Great Britain|GB Britain|GB England|' +
	'GB Scotland|GB Wales|GB Northern Ireland|GB UK|GR EL|HK Hong Kong|' +
	'HM Heard Island and McDonald Islands|IE Republic of Ireland|IR Islamic Republic of Iran|' +
	'KP Democratic Peoples Republic of Korea|KR Republic of Korea|KR Korea|' +
	'LA Lao Peoples Democratic Republic|LA Lao PDR|LY Libyan Arab Jamahiriya|MD Republic of Moldova|MF Saint Martin (French part)|' +
	'MK Macedonia|MK The Former Yugoslav Republic of Macedonia|MM Myanmar|MM Burma|MO Macao|MO Macau|' +
	'NL Holland|PN Pitcairn|PS Palestine|PS State of Palestine|PS Occupied Palestinian Territory|' +
	'RU Russian Federation|SH Saint Helena, Ascension and Tristan da Cunha|ST Sao Tome|' +
	'SK Slovak Republic|SX Sint Maarten (Dutch part)|SX Saint Martin (Dutch part)|SY Syrian Arab Republic|SZ Swaziland|TL East Timor|TR Turkey|' +
	'TW Taiwan, Province of China|TW Taiwan, China|TW Republic of China|TZ United Republic of Tanzania|UM United States Minor Outlying Islands|' +
	'US United States of America|US US|US USA|US America|US State of Georgia|VA Holy See (Vatican City State)|VA Holy See|' +
	'VA Vatican|VE Bolivarian Republic of Venezuela|VG Virgin Islands, British|VI Virgin Islands, US|' +
	'VN Viet Nam|XK Kosovo';

/** The country code in upper case; `undefined` when ISO 3166-1 has not assigned it. */
export function countryCode(text: string | undefined): string | undefined {
	const code = text?.toUpperCase();
	return code && codes.has(code) ? code : undefined;
}

/**
 * The code of a country by its alpha-3 code or its English name, in whatever order its words are written
 * ("Korea, Republic of"), also with a form of state or a bracketed part that its name lacks ("Republic of
 * Serbia", "Taiwan (ROC)"). Where the rest is the name of several countries, or the brackets that of
 * another one, it is not known. `XK`, Kosovo, is found as well, though ISO 3166-1 has not assigned it.
 */
export function countryByName(name: string | undefined): string | undefined {
	if (!name) return undefined;
	names ??= readNames();
	const { byAlpha3, byName, sharedShortNames } = names;
	const code = byAlpha3.get(name.trim().toUpperCase()) ?? byName.get(normalName(name));
	if (code) return code;
	const [, inBrackets] = /\(([^)]*)\)/.exec(name) ?? [];
	const other = countryCode(inBrackets) ?? countryByName(inBrackets);
	const short = shortName(name);
	const found = byName.get(normalName(name.replace(BRACKETED, ' '))) ?? byName.get(short);
	if (other) return other === found ? found : undefined;
	return sharedShortNames.has(short) ? undefined : found;
}

const BRACKETED = /\([^)]*\)/g;

/** The codes of countries by what they are called. */
interface CountryNames {
	byAlpha3: ReadonlyMap<string, string>;
	/** By `normalName`. */
	byName: ReadonlyMap<string, string>;
	/** The `shortName`s of several countries. */
	sharedShortNames: ReadonlySet<string>;
}

let names: CountryNames | undefined;

function readNames(): CountryNames {
	const alpha3 = ALPHA_3.split(' ');
	const english = new Intl.DisplayNames(['en'], { type: 'region' });
	const entries: Array<readonly [name: string, code: string]> = [
		...[...codes].map((code) => [english.of(code) ?? code, code] as const),
		...OTHER_NAMES.split('|').map((entry) => [entry.slice(3), entry.slice(0, 2)] as const),
	];
	const codesByShortName = new Map<string, string>();
	const sharedShortNames = new Set<string>();
	for (const [name, code] of entries) {
		const short = shortName(name);
		if ((codesByShortName.get(short) ?? code) !== code) sharedShortNames.add(short);
		codesByShortName.set(short, code);
	}
	return {
		byAlpha3: new Map([...codes].map((code, index) => [alpha3[index], code])),
		byName: new Map(entries.map(([name, code]) => [normalName(name), code])),
		sharedShortNames,
	};
}

/** What stands before the name of a country in its official one. */
const FORMS_OF_STATE: ReadonlySet<string> = new Set([
	...['republic', 'kingdom', 'state', 'federal', 'federative', 'federation', 'commonwealth'],
	...['principality', 'sultanate', 'grand', 'duchy', 'union', 'democratic', 'people', 'socialist'],
	...['islamic', 'arab', 'hashemite'],
]);

/** `normalName` without brackets and without the form of the state. */
function shortName(name: string): string {
	return normalName(name.replace(BRACKETED, ' '))
		.split(' ')
		.filter((word) => !FORMS_OF_STATE.has(word))
		.join(' ');
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
