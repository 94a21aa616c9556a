/** How long the trigger waits for a new webhook to deliver, and before it removes one, in ms. */
const LONG_WAITS: ReadonlyMap<number, number> = new Map([
	[90_000, 300],
	[5_000, 100],
]);

/** Makes these waits short; `jest.restoreAllMocks()` ends it. */
export function shortenWaits(): void {
	const timeout = AbortSignal.timeout.bind(AbortSignal);
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((ms) => timeout(LONG_WAITS.get(Math.ceil(ms)) ?? ms));
}
