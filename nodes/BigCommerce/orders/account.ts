import { TtlCache } from '../../shared/ttlCache';
import { sharedRateLimiter } from '../api/rateLimiter';
import type { Store } from '../api/store';
import { OrderLoader } from './orderLoader';
import { StoreHistory } from './storeHistory';

/** What the triggers of this process share for an API account. */
export interface Account {
	loader: OrderLoader;
	history: StoreHistory;
}

const accounts = new TtlCache<Account>();

/** Kept until it was not used for ten minutes. */
export async function accountOf({ account: key, url }: Store): Promise<Account> {
	const account = await accounts.get(key, async () => {
		const rateLimiter = sharedRateLimiter(url);
		return { loader: new OrderLoader(rateLimiter), history: new StoreHistory(rateLimiter) };
	});
	accounts.renew(key);
	return account;
}
