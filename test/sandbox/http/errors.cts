/** An answer that is an error, with the body BigCommerce gives it. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly body: unknown,
	) {
		super(`Answered ${status}`);
	}
}

/** V2 reports errors as a bare array. */
export function v2Error(status: number, message: string): ApiError {
	return new ApiError(status, [{ status, message }]);
}

/** V3 reports errors as an object. @param errors what is wrong, by field */
export function v3Error(status: number, title: string, errors?: Record<string, string>): ApiError {
	const type = 'https://developer.example.com/api-status-codes';
	return new ApiError(status, { status, title, type, ...(errors && { errors }) });
}
