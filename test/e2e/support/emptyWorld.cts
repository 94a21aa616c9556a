import { startWorld, type World } from './world.cts';

/** The world of a new user: the package is installed, but there are no workflows or credentials. */
export async function startEmptyWorld(): Promise<World> {
	const world = await startWorld({ sandbox: { retryScale: 0.05 } });
	const { api, workflowId } = world;
	await api.deactivate(workflowId);
	await api.http.post(`/workflows/${workflowId}/archive`, {});
	await api.http.delete(`/workflows/${workflowId}`);
	for (const id of ['bigCommerceApi', 'convergeApi']) await api.http.delete(`/credentials/${id}`);
	return world;
}
