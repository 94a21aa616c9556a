/**
 * Returns a `test` for steps that each continue where the previous one ended: after a failed step, the
 * remaining ones fail at once.
 */
export function story(): (name: string, work: () => Promise<void>) => void {
	let isBroken = false;
	return (name, work) =>
		test(name, async () => {
			expect(isBroken).toBe(false);
			isBroken = true;
			await work();
			isBroken = false;
		});
}
