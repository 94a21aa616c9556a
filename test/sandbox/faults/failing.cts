import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault, FaultKind } from './faults.cts';

const PAGE = '<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>';
const ERRORS: Partial<Record<FaultKind, [status: number, title: string]>> = {
	'429': [429, 'Too many requests'],
	'429bare': [429, 'Too many requests'],
	'500': [500, 'Internal Server Error'],
	'503': [503, 'Service Unavailable'],
};

/**
 * Lets a request fail before it is answered. `half` is left to `halfOf`, which needs the answer.
 * @param signal ends the wait of a slow answer when the sandbox stops
 */
export async function failEarly(
	{ kind, delayMs }: Fault,
	reply: FastifyReply,
	signal: AbortSignal,
): Promise<void> {
	if (delayMs > 0) await sleep(delayMs, undefined, { signal }).catch(() => undefined);
	if (kind === undefined || kind === 'half') return;
	if (kind === 'cut') {
		reply.hijack();
		reply.raw.destroy();
		return;
	}
	if (kind === '429') reply.header('x-rate-limit-requests-left', '0');
	if (kind === '429bare') {
		for (const name of Object.keys(reply.getHeaders())) {
			if (name.startsWith('x-rate-limit')) reply.removeHeader(name);
		}
	}
	const error = ERRORS[kind];
	if (error) await reply.code(error[0]).send({ status: error[0], title: error[1] });
	else
		await reply
			.code(kind === '502' ? 502 : 200)
			.type('text/html')
			.send(PAGE);
}

/** A body that promises its whole length and breaks off after the first half. */
export function halfOf(reply: FastifyReply, body: string): Readable {
	const whole = Buffer.from(body);
	reply.header('content-length', whole.length);
	let isHalfSent = false;
	return new Readable({
		read() {
			if (isHalfSent) {
				setImmediate(() => this.destroy(new Error('Broken off on purpose')));
			} else {
				isHalfSent = true;
				this.push(whole.subarray(0, Math.floor(whole.length / 2)));
			}
		},
	});
}
