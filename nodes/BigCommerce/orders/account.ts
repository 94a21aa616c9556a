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

/** Orders that were archived or deleted are in the history until then. */
const MAX_HISTORY_AGE_MS = 60 * 60_000;

const loaders = new TtlCache<OrderLoader>();
const histories = new TtlCache<StoreHistory>(MAX_HISTORY_AGE_MS);

/**
 * The loader is kept until it was not used for ten minutes. The history starts over after an hour,
 * however much it is used.
 */
export async function accountOf({ account: key, url }: Store): Promise<Account> {
	const rateLimiter = sharedRateLimiter(url);
	const [loader, history] = await Promise.all([
		loaders.get(key, async () => new OrderLoader(rateLimiter)),
		histories.get(key, async () => new StoreHistory(rateLimiter)),
	]);
	loaders.renew(key);
	return { loader, history };
}
