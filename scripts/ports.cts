import { randomInt } from 'node:crypto';
import net from 'node:net';

const loopback = '127.0.0.1';

function listen(port: number): Promise<net.Server> {
	return new Promise((resolve, reject) => {
		const server = net.createServer().once('error', reject);
		server.listen(port, loopback, () => resolve(server));
	});
}

function close(server: net.Server): Promise<void> {
	return new Promise((resolve) => server.close(() => resolve()));
}

function answers(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = net.connect({ host: 'localhost', port, autoSelectFamily: true });
		socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
		socket.once('connect', () => socket.destroy());
	});
}

/**
 * Below the ports that systems give by themselves to connections and to servers without one of their own:
 * such a port could be taken between the choice and the start of the server that it is for.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;
const given = new Set<number>();

/** Returns `count` different ports on which nothing listens at 127.0.0.1, and none twice. */
export async function freePorts(count: number): Promise<number[]> {
	const ports: number[] = [];
	while (ports.length < count) {
		const port = randomInt(FIRST_PORT, LAST_PORT);
		if (given.has(port) || !(await isFree(port))) continue;
		given.add(port);
		ports.push(port);
	}
	return ports;
}

/**
 * Whether a server can be started at `http://localhost:<port>`. Another program may hold the port on all
 * addresses or on IPv6 only, which some systems allow beside 127.0.0.1, so a connection is tried too.
 */
export async function isFree(port: number): Promise<boolean> {
	if (await answers(port)) return false;
	return await listen(port).then(
		(server) => close(server).then(() => true),
		() => false,
	);
}
