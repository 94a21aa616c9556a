import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What stands behind a hook's destination in these tests. */
export interface Receiver {
	origin: string;
	received: Array<{ path: string; headers: IncomingHttpHeaders; body: string }>;
	/** What notifications are answered; 0 for no answer at all. */
	status: number;
	stop(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			receiver.received.push({ path: request.url!, headers: request.headers, body });
			if (receiver.status) response.writeHead(receiver.status).end();
		});
	});
	const receiver: Receiver = {
		origin: '',
		received: [],
		status: 200,
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
