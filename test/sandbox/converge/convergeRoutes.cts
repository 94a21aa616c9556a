import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Converge } from './converge.cts';
import { convergeErrors, type ConvergeBody } from './convergeChecks.cts';

/**
 * Converge's webhook: one URL with a token, and an older source's own postback URL without. Converge
 * documents no status codes, so 401 (token), 415 (not JSON) and 400 (malformed) are choices.
 */
export function convergeRoutes(app: FastifyInstance, converge: Converge): void {
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

	const refuse = (reply: FastifyReply, status: number, error: string) =>
		reply.code(status).send({ errors: [error] });

	const receive = async (request: FastifyRequest, reply: FastifyReply) => {
		if (converge.oddAnswer) return answerOddly(converge, request, reply);
		if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
			return refuse(reply, 415, 'The body must be JSON.');
		}
		const body = parsed(request.body);
		request.logged.body = body;
		const errors = convergeErrors(body);
		if (errors.length) return reply.code(400).send({ errors });
		converge.accept(body as ConvergeBody);
		return { success: true };
	};

	app.addHook('preHandler', async (_request, reply) => {
		if (converge.down) await refuse(reply, 503, 'Service unavailable');
		else if (converge.fails()) await refuse(reply, 500, 'Internal error');
	});

	app.post('/webhooks', async (request, reply) =>
		request.headers['x-webhook-token'] === converge.token
			? receive(request, reply)
			: refuse(reply, 401, 'The webhook token is missing or wrong.'),
	);

	app.post('/postback/:id', receive);
}

const WEB_PAGE =
	'<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>';

function answerOddly(
	{ oddAnswer, dripMs }: Converge,
	request: FastifyRequest,
	reply: FastifyReply,
) {
	if (oddAnswer === 'html') return reply.type('text/html; charset=utf-8').send(WEB_PAGE);
	if (oddAnswer === 'drip') return reply.type('application/json').send(drip(dripMs));
	const body = parsed(request.body) as Partial<ConvergeBody> | undefined;
	const { properties, profile_properties, aliases } = body ?? {};
	const input: Record<string, unknown> = { ...properties, ...profile_properties, aliases };
	const customer = [input.$first_name, input.$last_name].join(' ');
	return reply.code(422).send({
		detail: [{ loc: ['body', 'properties'], msg: `Invalid customer ${customer}`, input }],
	});
}

/** A JSON text that is never complete. */
function drip(everyMs: number): Readable {
	let timer: NodeJS.Timeout | undefined;
	return new Readable({
		read() {
			timer ??= setInterval(() => this.push(' '), everyMs);
		},
		destroy(error, callback) {
			clearInterval(timer);
			callback(error);
		},
	});
}

/** Undefined when it is not JSON. */
function parsed(text: unknown): unknown {
	try {
		return JSON.parse(String(text));
	} catch {
		return undefined;
	}
}
