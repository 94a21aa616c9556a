import type {
	IDataObject,
	IHttpRequestOptions,
	ITriggerFunctions,
	IWebhookFunctions,
	Logger,
} from 'n8n-workflow';
import { pause } from '../../shared/waiting';
import { exchange } from './processReport';
import { MIN_SAVE_INTERVAL_MS } from './saveSchedule';
import { HOOK_HEADER } from './signature';
import type { TriggerMemory } from './triggerMemory';
import { SAVE_SCOPE } from './verifyNotification';

/** Lets the outcomes of the next moment go into the same write. */
const SAVE_DELAY_MS = 1_000;

interface Saver {
	/** Sends this process a request by which n8n saves the trigger's state. */
	request: () => Promise<unknown>;
	isLocal: boolean;
	/** When the next request is due, in ms since 1970. */
	dueAt: number;
	requestedAt: number;
	/** Whether the last request has not led to a save. */
	isFutile: boolean;
}

const savers = new Map<string, Saver>();

let knownOrigin: string | undefined;

/** The local address and port at which this process has received a request, for example `http://127.0.0.1:5678`. */
export function ownOrigin(): string | undefined {
	return knownOrigin;
}

/** Learns from a request how this process can send one to itself. */
export function learnOwnAddress(
	context: IWebhookFunctions,
	memory: TriggerMemory,
	secret: string,
): void {
	const { socket, originalUrl } = context.getRequestObject();
	knownOrigin = originOf(socket) ?? knownOrigin;
	if (!knownOrigin) return;
	const options: IHttpRequestOptions = {
		...saveRequest({ url: `${knownOrigin}${originalUrl}`, secret }),
		// A certificate for the public name does not fit the local address.
		skipSslCertificateValidation: true,
	};
	const request = async (): Promise<unknown> => await context.helpers.httpRequest(options);
	setSaver(memory, { request, isLocal: true });
}

/**
 * Until the process has received a request, it sends its own to the public webhook URL, as BigCommerce
 * does. Where another process receives it (queue mode), that one saves what this one knows.
 *
 * @param addressOf gives the production webhook URL, once n8n has told it, and the secret of such a request
 */
export function usePublicAddress(
	context: ITriggerFunctions,
	memory: TriggerMemory,
	addressOf: () => Promise<{ url: string; secret: string } | undefined>,
): void {
	if (savers.get(memory.owner)?.isLocal) return;
	const request = async () => {
		const address = await addressOf();
		if (!address) return;
		await exchange(memory, async (report): Promise<unknown> => {
			return await context.helpers.httpRequest(saveRequest(address, report));
		});
	};
	setSaver(memory, { request, isLocal: false });
}

function setSaver({ owner }: TriggerMemory, by: Pick<Saver, 'request' | 'isLocal'>): void {
	const former = savers.get(owner);
	const saver = former ?? { dueAt: Infinity, requestedAt: -Infinity };
	const isFutile = former?.isLocal === by.isLocal && former.isFutile;
	savers.set(owner, Object.assign(saver, by, { isFutile }));
}

function saveRequest(
	{ url, secret }: { url: string; secret: string },
	report: IDataObject = {},
): IHttpRequestOptions {
	return {
		method: 'POST',
		url,
		headers: { [HOOK_HEADER]: secret },
		body: { scope: SAVE_SCOPE, ...report },
		json: true,
		timeout: 5_000,
	};
}

/**
 * Has n8n save the trigger's state soon after it changed, at most once a minute, and when orders begin to
 * fail or one is given up.
 *
 * n8n saves static data only with the response to a webhook request, and loads it when the request
 * arrives. An order's own request ends with its workflow: too early to know the outcome, and with
 * what was loaded long before. So the process sends a request to its own webhook, at the address and
 * port at which it has received one, or at its public URL. When that fails, the next notification
 * saves as well; until then a restart may cost a repeat.
 */
export function saveSoon(memory: TriggerMemory, logger: Logger): void {
	const saver = savers.get(memory.owner);
	const { saveDueAt } = memory;
	if (!saver || saveDueAt === undefined) return;
	const now = Date.now();
	const canWait = saveDueAt > 0 || saver.isFutile;
	const earliest = saver.requestedAt + (canWait ? MIN_SAVE_INTERVAL_MS : 0);
	const due = Math.max(now + SAVE_DELAY_MS, saveDueAt, earliest);
	if (saver.dueAt <= due) return;
	saver.dueAt = due;

	const save = async () => {
		await pause(due - now);
		if (saver.dueAt === due) saver.dueAt = Infinity;
		if (memory.saveDueAt === undefined || memory.saveDueAt > Date.now()) return;
		saver.requestedAt = Date.now();
		saver.isFutile = true;
		await saver.request();
		saver.isFutile = memory.saveDueAt === 0;
	};
	save().catch((error: Error) =>
		logger.debug(`Could not save the state of the BigCommerce trigger: ${error.message}`),
	);
}

/** Has this process know what the others know, before it decides by it. */
export async function learnFromOthers(memory: TriggerMemory, logger: Logger): Promise<void> {
	const saver = savers.get(memory.owner);
	if (!saver || saver.isLocal) return;
	await saver.request().catch((error: Error) => {
		logger.debug(`Could not learn what other processes know: ${error.message}`);
	});
}

function originOf(socket: { localAddress?: string; localPort?: number }): string | undefined {
	const { localAddress, localPort } = socket;
	if (!localAddress || !localPort) return undefined;
	const address = localAddress.replace(/^::ffff:/, '');
	const host = address.includes(':') ? `[${address}]` : address;
	return `${'encrypted' in socket ? 'https' : 'http'}://${host}:${localPort}`;
}
