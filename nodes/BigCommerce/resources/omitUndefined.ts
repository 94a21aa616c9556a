/** A copy without the members that are `undefined`. */
export function omitUndefined<T extends object>(members: T): T {
	const known = Object.entries(members).filter(([, value]) => value !== undefined);
	return Object.fromEntries(known) as T;
}
