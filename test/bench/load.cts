import autocannon from 'autocannon';

/** A request that the load consists of. */
export interface Shot {
	headers: Record<string, string>;
	body: string;
}

/** What came of a load. */
export interface Load {
	/** From the first request to the last answer, in seconds. */
	seconds: number;
	/** How many answers had each status. */
	statuses: Record<string, number>;
}

/**
 * Posts to a URL, `connections` at once, each sending its next request when its last one is answered.
 * The load is bounded by `amount`.
 *
 * @param next gives the request that is sent now
 */
export async function load(
	url: string,
	{ amount, connections, next }: { amount: number; connections: number; next: () => Shot },
): Promise<Load> {
	const started = performance.now();
	let answered = started;
	const result = await new Promise<autocannon.Result>((resolve, reject) => {
		const options: autocannon.Options = {
			url,
			amount,
			connections,
			// A notification is answered when its workflow has ended.
			timeout: 60,
			requests: [
				{
					method: 'POST',
					setupRequest: (request) => {
						const { headers, body } = next();
						return {
							...request,
							headers: { 'content-type': 'application/json', ...headers },
							body,
						};
					},
				},
			],
		};
		autocannon(options, (error: Error | null, outcome) =>
			error ? reject(error) : resolve(outcome),
		).on('response', () => (answered = performance.now()));
	});
	if (result.errors > 0) throw new Error(`${result.errors} requests of the load were not answered`);
	const counts = Object.entries(result.statusCodeStats ?? {});
	return {
		seconds: (answered - started) / 1000,
		statuses: Object.fromEntries(counts.map(([status, { count = 0 }]) => [status, count])),
	};
}
