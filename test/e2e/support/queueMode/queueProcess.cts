import { startN8n, type N8nInstance, type RunningN8n } from '../../../../scripts/runN8n.cts';

/** An n8n process of the compose file; it can be stopped and started again with the same data. */
export class QueueProcess {
	private running: RunningN8n | undefined;

	constructor(
		/** The service's name, with a number when it has replicas. */
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

	/** Stops it as Docker does: gracefully, so that it can finish its work. */
	async stop(): Promise<void> {
		await this.running?.stop();
	}

	/** Kills it, as a crash would. */
	async kill9(): Promise<void> {
		await this.running?.kill9();
	}

	/** The ids of the executions in log lines that start with a text such as `Worker started execution`. */
	executions(says: string): string[] {
		const log = this.running?.log() ?? '';
		return [...log.matchAll(new RegExp(`${says} (\\d+)`, 'g'))].map(([, id]) => id);
	}
}
