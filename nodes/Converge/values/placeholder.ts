/** The longest names of states and provinces have about 50 letters. */
const MAX_NAME_LENGTH = 60;

/** What a prompt has and a name does not: an ellipsis, a mark at its end, dashes or brackets around it. */
const PROMPT_SHAPE =
	/\.\.|…|[?？!！:：]\s*$|^\s*[-–—=*_<[({>]|[-–—=*_<>]\s*$|\p{L}{2,} \p{L}+ .*\p{L}{4,}\.\s*$/u;

/** How prompts begin in the languages of checkouts: "please …", "choose …", "select …". */
const PROMPT_WORDS = new RegExp(
	`^(?:${[
		'please|choose|select\\p{L}*|pick|enter|required|optional',
		'veuillez|choisi\\p{L}*|s[ée]lection\\p{L}*|merci de',
		'bitte|wähle?n?|waehlen|auswählen|keine auswahl',
		'por favor|elija|elige|elegir|escoja|escoge|seleccion\\p{L}*',
		'selecion\\p{L}*|escolh\\p{L}*|scegli\\p{L}*|selezion\\p{L}*|si prega',
		'kies|kiezen|selecteer|maak een keuze|vælg|velg|välj|valitse|veldu',
		'wybierz|vyberte|zvolte|válassz\\p{L}*|kérj\\p{L}*|alege\\p{L}*|izaberite|odaberite|izberite',
		'pasirinkite|izvēlieties|valige|palun|prašome|lütfen|seç|seçin|seçiniz',
		'выберите|пожалуйста|оберіть|виберіть|изберете|моля|παρακαλ\\p{L}*|επιλέξτε',
		'pilih|silakan|chọn|vui lòng|اختر|يرجى|בחר|נא',
	].join('|')})(?!\\p{L})`,
	'iu',
);

/** Languages that write the verb anywhere, and no spaces. */
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
		PROMPT_VERBS.test(text) ||
		FILLER.test(text)
	);
}
