import type { IWebhookFunctions } from 'n8n-workflow';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/** As much of Express's response as n8n and the gate use. */
export class FakeResponse {
	readonly written: Array<{ status: number; body: unknown }> = [];
	/** The status that the client gets. */
	readonly sent: Promise<number>;
	readonly headers: Record<string, unknown> = {};
	private statusCode = 200;
	private resolveSent: (status: number) => void = () => undefined;

	constructor() {
		this.sent = new Promise((resolve) => (this.resolveSent = resolve));
	}

	asResponse(): Response {
		return this as unknown as Response;
	}

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	setHeader(name: string, value: unknown): this {
		if (this.written.length > 0) throw new Error('Cannot set headers after they are sent');
		this.headers[name] = value;
		return this;
	}

	json(body?: unknown): this {
		return this.write(body);
	}

	send(body?: unknown): this {
		return this.write(body);
	}

	end(body?: unknown): this {
		return this.write(body);
	}

	private write(body: unknown): this {
		if (this.written.length > 0) throw new Error('Cannot write a second response');
		this.written.push({ status: this.statusCode, body });
		this.resolveSent(this.statusCode);
		return this;
	}
}
