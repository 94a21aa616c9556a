import { v2Error, v3Error, type ApiError } from './errors.cts';

export type Query = Record<string, string | undefined>;

/**
 * V2 collections give 50 entries unless asked for more, and 413 for more than 250.
 * @param max a server may give fewer than it was asked for
 */
export function v2Page(query: Query, max: number): { page: number; limit: number } {
	const { page, limit } = pageOf(query, (name) => v2Error(400, `The field '${name}' is invalid.`));
	if (limit > 250) throw v2Error(413, 'The limit is 250 entries per page.');
	return { page, limit: Math.min(limit, max) };
}

/** One page of a V3 list in its envelope. More than 250 entries are never given (a choice). */
export function v3List<T>(query: Query, all: T[]) {
	const { page, limit: asked } = pageOf(query, (name) =>
		v3Error(422, `Query parameter "${name}" value must be integer.`, {}),
	);
	const limit = Math.min(asked, 250);
	const data = all.slice((page - 1) * limit, page * limit);
	const total_pages = Math.ceil(all.length / limit);
	const link = (number: number) => `?page=${number}&limit=${limit}`;
	return {
		data,
		meta: {
			pagination: {
				total: all.length,
				count: data.length,
				per_page: limit,
				current_page: page,
				total_pages,
				links: {
					...(page > 1 && { previous: link(page - 1) }),
					current: link(page),
					...(page < total_pages && { next: link(page + 1) }),
				},
			},
		},
	};
}

/** The values of a list filter such as `id:in=1,2`; undefined when it is not given. */
export function listOf(value: string | undefined): string[] | undefined {
	return value?.split(',').map((one) => one.trim());
}

/** A positive whole number from a query; undefined when it is not given. */
export function wholeNumber(
	query: Query,
	name: string,
	refuse: (name: string) => ApiError,
): number | undefined {
	const value = query[name];
	if (value === undefined) return undefined;
	if (!/^\d+$/.test(value)) throw refuse(name);
	return Number(value);
}

function pageOf(query: Query, refuse: (name: string) => ApiError) {
	const page = wholeNumber(query, 'page', refuse) ?? 1;
	const limit = wholeNumber(query, 'limit', refuse) ?? 50;
	if (page < 1) throw refuse('page');
	if (limit < 1) throw refuse('limit');
	return { page, limit };
}
