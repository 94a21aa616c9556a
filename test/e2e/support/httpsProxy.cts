import { createServer, request as requestTo } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

export interface HttpsProxy {
	/** For `HTTPS_PROXY`. */
	url: string;
	/** The certificate (PEM) of the authority that signed all others; clients of the proxy trust it. */
	authority: string;
	stop(): void;
}

/**
 * Starts a proxy on 127.0.0.1 that plays every server on the network: it forwards HTTPS requests for any
 * host to `target` (`http://127.0.0.1:<port>`).
 */
export async function startHttpsProxy(target: string): Promise<HttpsProxy> {
	const authority = await generate([{ name: 'commonName', value: 'Authority of a test' }], {
		keyType: 'ec',
		algorithm: 'sha256',
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, critical: true },
		],
	});
	const ca = { key: authority.private, cert: authority.cert };

	const everyServer = createServer((asked, answered) => {
		const headers = { ...asked.headers, 'x-forwarded-proto': 'https' };
		const forwarded = requestTo(`${target}${asked.url}`, { method: asked.method, headers });
		forwarded.on('response', (answer) => {
			answered.writeHead(answer.statusCode!, answer.headers);
			pipeline(answer, answered).catch(() => answered.destroy());
		});
		pipeline(asked, forwarded).catch(() => answered.destroy());
	});

	const encrypt = async (host: string, socket: Duplex) => {
		const own = { keyType: 'ec', algorithm: 'sha256', ca } as const;
		const { private: key, cert } = await generate([{ name: 'commonName', value: host }], own);
		socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
		const decrypted = new TLSSocket(socket, { isServer: true, key, cert });
		decrypted.on('error', () => decrypted.destroy());
		everyServer.emit('connection', decrypted);
	};
	const proxy = createServer().on('connect', ({ url = '' }, socket: Duplex) => {
		socket.on('error', () => socket.destroy());
		encrypt(new URL(`https://${url}`).hostname, socket).catch(() => socket.destroy());
	});

	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
		authority: authority.cert,
		stop() {
			proxy.close();
			everyServer.closeAllConnections();
		},
	};
}
