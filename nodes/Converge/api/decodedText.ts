const NAMED_ENTITIES: Readonly<Record<string, string>> = {
	...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
};

/** Text in JSON in text in an address has three layers; nobody writes more. */
const MAX_LAYERS = 4;

/**
 * A text without the escapes of JSON, HTML, forms and addresses, however they are nested, with
 * accented letters in one piece (Unicode's form NFC).
 */
export function decodedText(text: string): string {
	let decoded = text;
	for (let layer = 0; layer < MAX_LAYERS; layer++) {
		const next = withoutOneLayer(decoded);
		if (next === decoded) break;
		decoded = next;
	}
	return decoded.normalize('NFC');
}

function withoutOneLayer(text: string): string {
	return text
		.replace(/\\u([\da-f]{4})/gi, (_, hex: string) => character(hex, 16))
		.replace(/\\[bfnrt]/g, ' ')
		.replace(/\\(.)/g, '$1')
		.replace(/&#x([\da-f]{1,6});/gi, (_, hex: string) => character(hex, 16))
		.replace(/&#(\d{1,7});/g, (_, digits: string) => character(digits, 10))
		.replace(/&([a-z]{2,4});/g, (entity, name: string) => NAMED_ENTITIES[name] ?? entity)
		.replace(/\+/g, ' ')
		.replace(/(?:%[\da-f]{2})+/gi, percentDecoded);
}

function character(digits: string, radix: number): string {
	const code = parseInt(digits, radix);
	return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}

function percentDecoded(run: string): string {
	try {
		return decodeURIComponent(run);
	} catch {
		// Not UTF-8: Latin-1, as older systems write it.
		return run.replace(/%(..)/g, (_, hex: string) => character(hex, 16));
	}
}
