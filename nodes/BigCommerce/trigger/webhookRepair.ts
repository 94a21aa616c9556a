import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';
import { areInPlace, putInPlace } from './webhooks';
import { toNodeError } from '../../shared/nodeErrors';
import { connect } from '../api/client';
import { about, hookUrl, wantedHooks } from './context';

/** The webhook URLs of the triggers that are active in this process, which only hook functions know. */
const addresses = new Map<string, string>();

/** Keeps the webhook URL for the hourly look at the hooks. */
export function rememberAddress(context: IHookFunctions): void {
	if (context.getMode() !== 'manual') addresses.set(keyOf(context), hookUrl(context));
}

/**
 * Runs a step of the life cycle. When it fails while n8n starts, that is told in the log only: a
 * failure then makes n8n remove the webhook, and the notifications that come would find nobody. The
 * user who publishes a workflow is told at once.
 *
 * @returns `true` also when the step was let go: n8n is to take the hooks as they are
 */
export async function unlessStarting(
	context: IHookFunctions,
	step: () => Promise<boolean>,
): Promise<boolean> {
	try {
		return await step();
	} catch (error) {
		const isStarting = ['init', 'leadershipChange'].includes(context.getActivationMode());
		if (!isStarting) throw toNodeError(context.getNode(), error);
		context.logger.warn(
			`The webhooks in BigCommerce could not be looked at: ${(error as Error).message}. It is tried again within the hour.`,
			about(context),
		);
		return true;
	}
}

/** Looks at the hooks once an hour, at a minute of the workflow's own, for as long as it is active. */
export function healHourly(context: ITriggerFunctions): void {
	const key = keyOf(context);
	const minute = [...key].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 60;
	context.helpers.registerCron(
		{ expression: `0 ${minute} * * * *` },
		async () => await heal(context),
	);
}

/** Puts the hooks of an active trigger right where they are not. What hinders it goes to the log. */
async function heal(context: ITriggerFunctions): Promise<void> {
	const address = addresses.get(keyOf(context));
	if (!address) return;
	try {
		const api = await connect(context);
		const wanted = await wantedHooks(context, address);
		if (await areInPlace(api, wanted)) return;
		context.logger.warn(
			'The webhooks in BigCommerce were not as they must be, and are put right',
			about(context),
		);
		await putInPlace(api, wanted, context.logger);
	} catch (error) {
		context.logger.warn(
			`The webhooks in BigCommerce could not be looked at: ${(error as Error).message}`,
			about(context),
		);
	}
}

function keyOf(context: IHookFunctions | ITriggerFunctions): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}
