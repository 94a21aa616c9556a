/** The text without space around it, or the number as text; `undefined` when it is blank or neither. */
export function text(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	return Number.isFinite(value) ? String(value) : undefined;
}

/** An id of BigCommerce, a positive whole number, as text. 0 stands for none there. */
export function idOf(value: unknown): string | undefined {
	const id = text(value);
	return id !== undefined && /^[1-9]\d*$/.test(id) ? id : undefined;
}

export function isBlank(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && !value.trim());
}

export function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** Sets a member, unless there is nothing to set: what is unknown is left out of an event. */
export function put<T extends object, K extends keyof T>(
	target: T,
	member: K,
	value: T[K] | undefined,
): void {
	if (value !== undefined) target[member] = value;
}

/**
 * A copy of a value of the user's without what is unknown, at any depth: `null`, `NaN`, blank texts,
 * and lists and objects in which nothing is left. Dates become texts, as in JSON.
 *
 * @returns `undefined` when nothing is left
 */
export function known(value: unknown): unknown {
	if (typeof value === 'string') return value.trim() ? value : undefined;
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'object' || value === null) return undefined;
	if ('toJSON' in value && typeof value.toJSON === 'function') return known(value.toJSON());
	if (Array.isArray(value)) {
		const list = value.map(known).filter((entry) => entry !== undefined);
		return list.length > 0 ? list : undefined;
	}
	const members = Object.entries(value)
		.map(([name, member]) => [name, known(member)] as const)
		.filter(([, member]) => member !== undefined);
	return members.length > 0 ? Object.fromEntries(members) : undefined;
}
