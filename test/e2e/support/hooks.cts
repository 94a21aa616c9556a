import { call } from '../../sandbox/client.cts';
import type { World } from './world.cts';

/** A hook as the store's API returns it. */
export interface Hook {
	id: number;
	scope: string;
	destination: string;
	is_active: boolean;
	headers: Record<string, string>;
}

/** The hooks that the trigger's API account has in the store. */
export async function hooksOf({ sandbox }: Pick<World, 'sandbox'>): Promise<Hook[]> {
	const { data } = await call(sandbox, 'GET', '/v3/hooks');
	return (data as { data: Hook[] }).data;
}

export async function changeHook(
	{ sandbox }: Pick<World, 'sandbox'>,
	id: number,
	change: Partial<Hook>,
): Promise<void> {
	await call(sandbox, 'PUT', `/v3/hooks/${id}`, { body: change });
}

export async function deleteHook({ sandbox }: Pick<World, 'sandbox'>, id: number): Promise<void> {
	await call(sandbox, 'DELETE', `/v3/hooks/${id}`);
}
