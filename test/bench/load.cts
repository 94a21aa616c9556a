import autocannon from 'autocannon';

/** A request of the load. */
export interface Shot {
	headers: Record<string, string>;
	body: string;
}

/** The result of a load. */
export interface Load {
	/** From the first request to the last response, in seconds. */
	seconds: number;
	/** Status → number of responses. */
	statuses: Record<string, number>;
}

/**
 * Sends `amount` POST requests to a URL over `connections` connections, each of which sends its next
 * request after the response to its last one.
 *
 * @param next returns the next request
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
			// n8n responds to a notification when its workflow has finished.
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
	if (result.errors > 0) throw new Error(`${result.errors} requests of the load got no response`);
	const counts = Object.entries(result.statusCodeStats ?? {});
	return {
		seconds: (answered - started) / 1000,
		statuses: Object.fromEntries(counts.map(([status, { count = 0 }]) => [status, count])),
	};
}
