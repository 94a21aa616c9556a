/** The longest names of states and provinces have about 50 letters. */
const MAX_NAME_LENGTH = 60;

/** What a prompt has and a name does not: an ellipsis, a mark at its end, dashes or brackets around it. */
const PROMPT_SHAPE =
	/\.\.|…|[?？!！:：]\s*$|^\s*[-–—=*_<[({>]|[-–—=*_<>]\s*$|\p{L}{2,} \p{L}+ .*\p{L}{4,}\.\s*$/u;

/** What prompts say in the languages of checkouts: "please", "choose", "select". */
const PROMPT_WORDS: ReadonlySet<string> = new Set(
	[
		'please choose veuillez merci plaît plait bitte wähle wählen waehlen auswählen auswahl favor elija',
		'elige elegir escoja escoge prega favore kies kiezen selecteer selecteren keuze vælg velg välj valitse',
		'veldu wybierz vyberte zvolte izaberite odaberite izberite pasirinkite izvēlieties valige palun prašome',
		'lütfen seçin seçiniz выберите пожалуйста оберіть виберіть изберете моля επιλέξτε pilih silakan chọn',
		'اختر يرجى בחר נא',
	]
		.join(' ')
		.split(' '),
);

/** How the words begin that are inflected: "select", "selected", "selecteaza". */
const PROMPT_STEMS =
	/^(?:select|choisi|s[ée]lection|seleccion|selecion|selezion|escolh|scegli|válassz|kérj|alege|παρακαλ)/;

/** Of these, names may have one as well, but not at their beginning. */
const PROMPT_BEGINNINGS = /^(?:pick|enter|required|optional|seç)(?!\p{L})/iu;

/** Languages that write no spaces between words. */
const PROMPT_VERBS = /選択|选择|選擇|请选|請選|선택|เลือก|กรุณา/;

/** A word that stands for nothing. "NA" is not among them: it is the code of Naples. */
const FILLER =
	/^(?:n\/a|n\.a\.?|none|null|undefined|unknown|not (?:applicable|set|specified)|any|other|tbd|test|0+|x+)$/i;

/** A field's label. */
const LABEL =
	/^(?:(?:state|province|region|county|territory|bundesland|provinz|kanton|département|région|provincia|regione|estado|provincie|län|fylke)s?(?:[\s/,|]+(?:or\s+|and\s+)?|$))+$/i;

/**
 * Whether this is a checkout's prompt ("Please select a region…"), a label or a filler ("--", "N/A")
 * rather than the name of a state.
 */
export function isPlaceholder(text: string): boolean {
	return (
		text.length > MAX_NAME_LENGTH ||
		!/[\p{L}\p{N}]/u.test(text) ||
		PROMPT_SHAPE.test(text) ||
		hasPromptWord(text) ||
		PROMPT_BEGINNINGS.test(text) ||
		PROMPT_VERBS.test(text) ||
		FILLER.test(text) ||
		LABEL.test(text)
	);
}

function hasPromptWord(text: string): boolean {
	return text
		.toLowerCase()
		.split(/[^\p{L}]+/u)
		.some((word) => PROMPT_WORDS.has(word) || PROMPT_STEMS.test(word));
}
