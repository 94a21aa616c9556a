/** The string without surrounding space, or the number as a string; `undefined` when it is blank or neither. */
export function toText(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	return Number.isFinite(value) ? String(value) : undefined;
}

/** A BigCommerce ID, a positive whole number, as a string. BigCommerce writes 0 for none. */
export function toId(value: unknown): string | undefined {
	const id = toText(value);
	return id !== undefined && /^[1-9]\d*$/.test(id) ? id : undefined;
}

/** Whether it is absent, or text without a visible character. */
export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

/** The value if it is an array, else an empty one. */
export function asArray(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/**
 * The value as an object of which no member is certain; an empty one when it is not an object. The
 * members that are read must all be of type `unknown`, so nothing is promised that was not checked.
 */
export function asObject<T extends { [K in keyof T]: unknown extends T[K] ? T[K] : never }>(
	value: unknown,
): T {
	return (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as T;
}

/** Sets a member unless the value is unknown: an event omits what is unknown. */
export function setIfDefined<T extends object, K extends keyof T>(
	target: T,
	member: K,
	value: T[K] | undefined,
): void {
	if (value !== undefined) target[member] = value;
}

/**
 * A copy of a user's value without anything empty, at any depth: `null`, `NaN`, blank strings, and
 * arrays and objects in which nothing is left. Dates become strings, as in JSON.
 *
 * @returns `undefined` when nothing is left
 */
export function omitEmpty(value: unknown): unknown {
	if (typeof value === 'string') return value.trim() ? value : undefined;
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'object' || value === null) return undefined;
	if ('toJSON' in value && typeof value.toJSON === 'function') return omitEmpty(value.toJSON());
	if (Array.isArray(value)) {
		const list = value.map(omitEmpty).filter((entry) => entry !== undefined);
		return list.length > 0 ? list : undefined;
	}
	const members = Object.entries(value)
		.map(([name, member]) => [name, omitEmpty(member)] as const)
		.filter(([, member]) => member !== undefined);
	return members.length > 0 ? Object.fromEntries(members) : undefined;
}
