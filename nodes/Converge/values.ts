/** The text without space around it; `undefined` when it is empty or no text. */
export function text(value: unknown): string | undefined {
	return (typeof value === 'string' && value.trim()) || undefined;
}

/** Sets a member, unless there is nothing to set: what is unknown is left out of an event. */
export function put<T extends object, K extends keyof T>(
	target: T,
	member: K,
	value: T[K] | undefined,
): void {
	if (value !== undefined) target[member] = value;
}
