import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import metadata from 'libphonenumber-js/metadata.max.json';

/**
 * A phone number in E.164 ("+13235550123"), the form that Converge asks for. A number without a
 * country code is read by the country of its address.
 *
 * The library's whole metadata is needed: only it knows which numbers a country has issued.
 *
 * @param country two letters, as the order has them; also those that phone numbers know and ISO 3166-1
 *   does not, such as XK
 * @returns `undefined` when it is not a valid number there, or a placeholder
 */
export function toE164(phone: string, country: string | undefined): string | undefined {
	if (USUAL_FORM.test(phone)) {
		const reading = readUsualForm(phone, country);
		if (reading.status === 'invalid') return undefined;
		if (reading.status === 'valid') {
			const { callingCode, national } = reading;
			return isFiller(national) ? undefined : `+${callingCode}${national}`;
		}
	}
	if (!/\p{Nd}/u.test(phone)) return undefined;
	const number = parsePhoneNumberFromString(phone, country as CountryCode | undefined);
	return number?.isValid() && !isFiller(number.nationalNumber) ? number.number : undefined;
}

/** A country's code in upper case where phone numbers know it; they know some that ISO 3166-1 does not, such as XK. */
export function phoneRegion(text: string | undefined): string | undefined {
	const code = text?.toUpperCase();
	return code !== undefined && Object.hasOwn(rawPlans, code) ? code : undefined;
}

/**
 * Seven times the same digit in a row (eight times 0), or nothing but zeros after the first digits, as in
 * 910 000 000.
 */
const FILLER = /([1-9])\1{6}|0{8}|^\d{1,3}0{6,}$/;

const ASCENDING =
	/01234567|12345678|23456789|34567890|45678901|56789012|67890123|78901234|89012345|90123456/;

/** Of at least eight digits. */
const DESCENDING = '98765432109876543210';

/**
 * Whether a national number is what people type who must type one: these, eight digits anywhere that
 * count up, as in 090-1234-5678, or a whole number that counts down. Some of them are somebody's; not to
 * send these is a choice, since as placeholders they would make one customer of many.
 */
function isFiller(national: string): boolean {
	return (
		FILLER.test(national) ||
		ASCENDING.test(national) ||
		(national.length >= 8 && DESCENDING.includes(national))
	);
}

/** Digits and what stands between them; no extension, nor anything else that only the library can read. */
const USUAL_FORM = /^\+?[\d ()./-]{4,40}$/;

/** What a text is as a phone number; `unclear` when only the library can tell. */
type Reading =
	{ status: 'valid'; callingCode: string; national: string } | { status: 'invalid' | 'unclear' };

/**
 * Reads a number of the usual form as the library does, by the library's own patterns. The library
 * compiles them again for each number, which takes as long as the rest of the mapping of an order.
 */
function readUsualForm(phone: string, country: string | undefined): Reading {
	const digits = phone.replace(/\D+/g, '');
	const isInternational = phone.startsWith('+');
	const plan = isInternational ? planOfCallingCode(digits) : planOf(country);
	if (!plan) return { status: 'invalid' };
	if (!isInternational && plan.internationalPrefix.test(digits)) return { status: 'unclear' };

	const { callingCode } = plan;
	const number = isInternational ? digits.slice(callingCode.length) : digits;
	const national = withoutNationalPrefix(plan, number);
	if (national === undefined) return { status: 'unclear' };
	const sharing = plansSharing(callingCode);
	if (plan.pattern.test(national)) {
		// Of countries that share a calling code, the first that claims the number decides.
		const claiming = sharing.find(
			(one) => one.leadingDigits?.test(national) ?? isValid(one, national),
		);
		if (claiming && isValid(claiming, national)) return { status: 'valid', callingCode, national };
	}
	// The prefix may be a part of the number, and the plus sign may be missing.
	const mayBeOther =
		(!isInternational && digits.startsWith(callingCode)) ||
		sharing.some((one) => isValid(one, national) || isValid(one, number));
	return { status: mayBeOther ? 'unclear' : 'invalid' };
}

/** @returns `undefined` when the prefix has a part of the number in it, to be rewritten */
function withoutNationalPrefix(plan: NumberingPlan, digits: string): string | undefined {
	const match = plan.nationalPrefix?.exec(digits);
	if (!match) return digits;
	return plan.rewritesNumbers && match.at(-1) ? undefined : digits.slice(match[0].length);
}

function isValid({ pattern, types }: NumberingPlan, national: string): boolean {
	return (
		pattern.test(national) &&
		types.some(
			(type) => (type.lengths?.includes(national.length) ?? true) && type.pattern.test(national),
		)
	);
}

/** How a country numbers its phones. */
interface NumberingPlan {
	callingCode: string;
	/** What is dialled before the calling code of another country. */
	internationalPrefix: RegExp;
	/** What is dialled before a national number. */
	nationalPrefix: RegExp | undefined;
	/** Whether numbers are rewritten where the national prefix captures something. */
	rewritesNumbers: boolean;
	/** Of all national numbers. */
	pattern: RegExp;
	/** Of mobile numbers, toll-free ones and so on: a valid number is of some type. */
	types: ReadonlyArray<{ pattern: RegExp; lengths: readonly number[] | undefined }>;
	/** Where countries share a calling code, how the numbers of this one begin, if it is that simple. */
	leadingDigits: RegExp | undefined;
}

/** A country's plan in the library's metadata (its METADATA.md); 0 stands for nothing. */
interface RawPlan {
	/** Calling code. */
	0: string;
	/** International prefix. */
	1: string;
	/** National number. */
	2: string;
	/** National prefix. */
	5: string | 0;
	/** National prefix for parsing, where it is not as simple as that. */
	7?: string | 0;
	/** How to rewrite what the national prefix captures. */
	8?: string | 0;
	/** Leading digits. */
	10?: string | 0;
	/** Types: each has a pattern, and the lengths where not all are possible. */
	11?: ReadonlyArray<readonly [pattern: string, lengths?: readonly number[]] | 0>;
}

const countriesByCode: Readonly<Record<string, readonly string[]>> = metadata.country_calling_codes;
/** The library declares no more than arrays. */
const rawPlans = metadata.countries as unknown as Readonly<Record<string, RawPlan>>;

const plans = new Map<string, NumberingPlan>();

function planOf(country: string | undefined): NumberingPlan | undefined {
	if (country === undefined || !Object.hasOwn(rawPlans, country)) return undefined;
	let plan = plans.get(country);
	if (!plan) {
		plan = readPlan(rawPlans[country]);
		plans.set(country, plan);
	}
	return plan;
}

const sharingPlans = new Map<string, readonly NumberingPlan[]>();

/** The plans of the countries that share a calling code, the main one first. */
function plansSharing(callingCode: string): readonly NumberingPlan[] {
	let sharing = sharingPlans.get(callingCode);
	if (!sharing) {
		const countries = countriesByCode[callingCode] ?? [];
		sharing = countries.flatMap((country) => planOf(country) ?? []);
		sharingPlans.set(callingCode, sharing);
	}
	return sharing;
}

/** Calling codes have one to three digits, and none begins another. */
function planOfCallingCode(digits: string): NumberingPlan | undefined {
	for (let length = 1; length <= 3; length++) {
		const code = digits.slice(0, length);
		if (Object.hasOwn(countriesByCode, code)) return plansSharing(code)[0];
	}
	return undefined;
}

function readPlan(raw: RawPlan): NumberingPlan {
	const { 0: callingCode, 1: internationalPrefix, 2: pattern, 8: rule } = raw;
	const { 5: prefix, 7: prefixForParsing, 10: leadingDigits, 11: types = [] } = raw;
	const nationalPrefix = prefixForParsing || prefix;
	return {
		callingCode,
		internationalPrefix: startPattern(internationalPrefix),
		nationalPrefix: nationalPrefix ? startPattern(nationalPrefix) : undefined,
		rewritesNumbers: Boolean(rule),
		pattern: wholePattern(pattern),
		types: types.flatMap((type) =>
			type && type[0] ? { pattern: wholePattern(type[0]), lengths: type[1] } : [],
		),
		leadingDigits: leadingDigits ? startPattern(leadingDigits) : undefined,
	};
}

function startPattern(pattern: string): RegExp {
	return new RegExp(`^(?:${pattern})`);
}

function wholePattern(pattern: string): RegExp {
	return new RegExp(`^(?:${pattern})$`);
}
