import { startN8n, type N8nInstance, type RunningN8n } from '../../../../scripts/runN8n.cts';

/** One of the n8n processes of the compose file; it can end and start again with the same data. */
export class QueueProcess {
	private running: RunningN8n | undefined;

	constructor(
		/** The service's name; with a number when it has replicas. */
		readonly name: string,
		readonly instance: N8nInstance,
	) {}

	/** Host and port. */
	get address(): string {
		return `127.0.0.1:${this.instance.port}`;
	}

	get pid(): number {
		return this.running!.pid;
	}

	async start(): Promise<RunningN8n> {
		return (this.running = await startN8n(this.instance));
	}

	/** Ends it as Docker does: it is asked to, and may finish what it is doing. */
	async stop(): Promise<void> {
		await this.running?.stop();
	}

	/** Ends it as a crash does. */
	async kill9(): Promise<void> {
		await this.running?.kill9();
	}

	/** The ids of the executions of which its log says this, for example `Worker started execution`. */
	executions(says: string): string[] {
		const log = this.running?.log() ?? '';
		return [...log.matchAll(new RegExp(`${says} (\\d+)`, 'g'))].map(([, id]) => id);
	}
}
