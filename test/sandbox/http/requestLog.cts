/** A request that an API received. `path` without the query; `status` 0 while there is no answer. */
export interface LoggedRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	body: unknown;
	status: number;
	at: Date;
}

export interface RequestFilter {
	method?: string;
	path?: RegExp;
}

/** Every request to BigCommerce's API and to Converge, in the order of arrival. */
export class RequestLog {
	readonly log: LoggedRequest[] = [];

	count({ method, path }: RequestFilter = {}): number {
		return this.log.filter(
			(request) => (!method || request.method === method) && (!path || path.test(request.path)),
		).length;
	}

	clear(): void {
		this.log.length = 0;
	}
}
