import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What stands behind a hook's destination in these tests. */
export interface Receiver {
	origin: string;
	received: Array<{ path: string; headers: IncomingHttpHeaders; body: string }>;
	/** What notifications are answered; 0 for no answer at all. */
	status: number;
	/** How long an answer takes. */
	delayMs: number;
	/** How many connections the sender has closed before they were answered. */
	cut: number;
	stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const server = createServer((request, response) => {
		response.on('close', () => {
			if (!response.writableEnded) receiver.cut++;
		});
		void text(request).then((body) => {
			receiver.received.push({ path: request.url!, headers: request.headers, body });
			if (!receiver.status) return;
			setTimeout(() => response.writeHead(receiver.status).end(), receiver.delayMs);
		});
	});
	const receiver: Receiver = {
		origin: '',
		received: [],
		status: 200,
		delayMs: 0,
		cut: 0,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	receiver.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return receiver;
}
