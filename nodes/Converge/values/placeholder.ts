/** The longest names of states and provinces have about 50 letters. */
const MAX_NAME_LENGTH = 60;

/** What a prompt has and a name does not: an ellipsis, a mark at its end, dashes or brackets around it. */
const PROMPT_SHAPE = /\.\.|…|[?？!！：]\s*$|^\s*[-–—=*_<[{>]|[-–—=*_<>]\s*$/;

/** What prompts say in the languages of checkouts: "please", "choose", "select", "enter". */
const PROMPT_WORDS = setOf(
	'please choose veuillez merci plaît plait bitte favor elija elige elegir escoja escoge prega',
	'favore kies kiezen keuze vælg velg välj veldu zvolte vali valige palun prašome',
	'lütfen silakan pilih chọn укажите изберете избери оберіть оберить моля اختر يرجى الرجاء حدد انتخاب لطفا בחר בחרו נא',
);

/** How such words begin that are inflected: "select", "selected", "selecteaza". */
const PROMPT_STEMS = new RegExp(
	`^(?:${[
		'select|selecteer|choisi|s[ée]lection|seleccion|selecion|selezion|escolh|scegli|alege|izvēl|seçin',
		'(?:aus)?wähl(?:en?|t)$|waehle|auswahl|valits|válassz|kérj|pasirink|wybierz|wybra[ćn]|prosz[ęe]$',
		'vyber|vybra|izaber|odaber|izber|выб[еи]р|выбра|изабер|одабер|вибер|пожалуйста|επιλ[έε]|παρακαλ',
	].join('|')})`,
);

/** Of these, names may have one as well, but not at their beginning. */
const PROMPT_BEGINNINGS = /^(?:pick|enter|required|optional|seç)(?!\p{L})/iu;

/** Languages that write no spaces between words, or join them. */
const PROMPT_VERBS = /選択|お選び|选择|選擇|请选|請選|请输入|請輸入|선택|เลือก|กรุณา|चुनें|चुनिए|कृपया/;

/**
 * What stands for nothing. "NA" and "X" are not among them: Naples and Namibia, Córdoba and Gävleborg
 * have these codes (ISO 3166-2).
 */
const FILLER =
	/^(?:n\/a|n\.a\.?|none|nil|null|undefined|unknown|not? (?:applicable|available|required|set|specified|state|province|region)|any|other|default|tbd|test|no aplica|ningun[oa]|aucune?|keine(?: angabe)?|nessun[oa]|0+|x{2,})$/i;

/** The labels of the field in the languages of checkouts, alone or several ("State/Province"). */
const LABELS = setOf(
	'state states stateorprovince province provinces prefecture region regions county counties territory',
	'bundesland provinz kanton département departement région provincia provincias regione estado',
	'departamento departamentos stato região regiao provincie län fylke województwo wojewodztwo județ judet',
	'megye maakond kraj okres регион область 都道府県 省份 省 州 المنطقة المحافظة',
);

/** Between labels. */
const CONJUNCTIONS = setOf('or and o e y ou oder und of');

/**
 * Whether this is a checkout's prompt ("Please select a region…"), a label or a filler ("--", "N/A")
 * rather than the name of a state.
 */
export function isPlaceholder(text: string): boolean {
	if (text.length > MAX_NAME_LENGTH || !/[\p{L}\p{N}]/u.test(text)) return true;
	// "Texas:", "(TX)" and "Jalisco." are names all the same.
	const name = text.replace(/^[\s([]+|[\s)\].:]+$/g, '');
	const words = name.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
	return (
		PROMPT_SHAPE.test(text) ||
		words.some((word) => PROMPT_WORDS.has(word) || PROMPT_STEMS.test(word)) ||
		PROMPT_BEGINNINGS.test(name) ||
		PROMPT_VERBS.test(text) ||
		FILLER.test(name) ||
		isLabel(words)
	);
}

function isLabel(words: string[]): boolean {
	// "OR" alone is Oregon.
	return (
		words.some((word) => LABELS.has(word)) &&
		words.every((word) => LABELS.has(word) || CONJUNCTIONS.has(word))
	);
}

function setOf(...lines: string[]): ReadonlySet<string> {
	return new Set(lines.flatMap((line) => line.split(' ')));
}
