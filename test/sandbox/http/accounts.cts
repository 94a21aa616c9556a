import { TOKENS, type Scope } from './tokens.cts';

/** An API account. Tokens and hooks belong to it. */
export interface Account {
	clientId: string;
	clientSecret: string;
	/** The scopes it was not given. */
	lacks: Scope[];
}

const FULL_SECRET = 'sandbox-client-secret';

/** The store's API accounts: one for each of `TOKENS`, and those a test creates. */
export class Accounts {
	private readonly accounts = new Map<string, Account>();
	private readonly tokens = new Map<string, Account>();
	private serial = 0;

	/** @param onDelete removes what belonged to the account */
	constructor(private readonly onDelete: (clientId: string) => void) {
		for (const token of Object.values(TOKENS)) {
			const clientId = token.replace('token', 'client');
			const scope = /without-(.+)$/.exec(token)?.[1] as Scope | undefined;
			const clientSecret = scope ? `${FULL_SECRET}-${scope}` : FULL_SECRET;
			this.add({ clientId, clientSecret, lacks: scope ? [scope] : [] }, token);
		}
	}

	/** Creates an account with a token of its own. */
	create({ lacks = [] }: { lacks?: Scope[] } = {}): Account & { token: string } {
		const number = ++this.serial;
		const clientId = `sandbox-client-${number}`;
		const account = { clientId, clientSecret: `${FULL_SECRET}-${number}`, lacks };
		this.accounts.set(clientId, account);
		return { ...account, token: this.newToken(clientId) };
	}

	/** Another token of the same account; the former stays valid until it is revoked. */
	newToken(clientId: string): string {
		const account = this.accounts.get(clientId);
		if (!account) throw new Error(`No API account ${clientId}`);
		const token = `${clientId.replace('client', 'token')}-${++this.serial}`;
		return this.add(account, token);
	}

	/** From now on the token is answered 401. The account and its hooks stay. */
	revoke(token: string): void {
		this.tokens.delete(token);
	}

	/** Deletes the account: its tokens are answered 401, and its hooks are gone. */
	delete(clientId: string): void {
		for (const [token, account] of this.tokens) {
			if (account.clientId === clientId) this.revoke(token);
		}
		this.accounts.delete(clientId);
		this.onDelete(clientId);
	}

	/** The account of a valid token. */
	of(token: string): Account | undefined {
		return this.tokens.get(token);
	}

	/** An account by its client id. */
	get(clientId: string): Account | undefined {
		return this.accounts.get(clientId);
	}

	private add(account: Account, token: string): string {
		this.accounts.set(account.clientId, account);
		this.tokens.set(token, account);
		return token;
	}
}
