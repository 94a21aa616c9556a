/** The longest names of states and provinces have about 50 letters. */
const MAX_NAME_LENGTH = 60;

/** What a prompt has and a name does not: an ellipsis, a mark at its end, dashes or brackets around it. */
const PROMPT_SHAPE =
	/\.\.|…|[?？!！:：]\s*$|^\s*[-–—=*_<[({>]|[-–—=*_<>]\s*$|\p{L}{2,} \p{L}+ .*\p{L}{4,}\.\s*$/u;

/** What prompts say in the languages of checkouts: "please …", "choose …", "select …". */
const PROMPT_WORDS = new RegExp(
	`(?<!\\p{L})(?:${[
		'please|choose|select\\p{L}*',
		"veuillez|choisi\\p{L}*|s[ée]lection\\p{L}*|merci de|s[’']il (?:vous|te) pla[iî]t",
		'bitte|wähle?n?|waehlen|auswählen|auswahl',
		'por favor|elija|elige|elegir|escoja|escoge|seleccion\\p{L}*',
		'selecion\\p{L}*|escolh\\p{L}*|scegli\\p{L}*|selezion\\p{L}*|si prega|per favore',
		'kies|kiezen|selecteer|selecteren|maak een keuze|vælg|velg|välj|valitse|veldu',
		'wybierz|vyberte|zvolte|válassz\\p{L}*|kérj\\p{L}*|alege\\p{L}*|izaberite|odaberite|izberite',
		'pasirinkite|izvēlieties|valige|palun|prašome|lütfen|seçin|seçiniz',
		'выберите|пожалуйста|оберіть|виберіть|изберете|моля|παρακαλ\\p{L}*|επιλέξτε',
		'pilih|silakan|chọn|vui lòng|اختر|يرجى|בחר|נא',
	].join('|')})(?!\\p{L})`,
	'iu',
);

/** Of these, names may have one as well, but not at their beginning. */
const PROMPT_BEGINNINGS = /^(?:pick|enter|required|optional|seç)(?!\p{L})/iu;

/** Languages that write no spaces between words. */
const PROMPT_VERBS = /選択|选择|選擇|请选|請選|선택|เลือก|กรุณา/;

/** A field's label, or a word that stands for nothing. */
const FILLER =
	/^(?:n\/?a|n\.a\.?|none|null|undefined|unknown|test|x+|(?:(?:state|province|region|county|territory)s?(?:[\s/,|]+(?:or\s+|and\s+)?|$))+)$/i;

/**
 * Whether this is a checkout's prompt ("Please select a region…"), a label or a filler ("--", "N/A")
 * rather than the name of a state.
 */
export function isPlaceholder(text: string): boolean {
	return (
		text.length > MAX_NAME_LENGTH ||
		!/[\p{L}\p{N}]/u.test(text) ||
		PROMPT_SHAPE.test(text) ||
		PROMPT_WORDS.test(text) ||
		PROMPT_BEGINNINGS.test(text) ||
		PROMPT_VERBS.test(text) ||
		FILLER.test(text)
	);
}
