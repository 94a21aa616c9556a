/** BigCommerce's V2 form, RFC 2822 in UTC: "Thu, 18 Jun 2026 12:05:04 +0000". */
export function toRfc2822(date: Date): string {
	return date.toUTCString().replace('GMT', '+0000');
}

/** BigCommerce's V3 form: "2026-06-18T12:05:04Z". */
export function toIso(date: Date): string {
	return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function toUnixSeconds(date: Date): number {
	return Math.floor(date.getTime() / 1000);
}
