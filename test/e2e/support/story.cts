/**
 * Steps of one story, for a test file: each goes on where the one before ended, so that after one has
 * failed none is told.
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
