import { NodeConnectionTypes, type IDataObject, type IHookFunctions } from 'n8n-workflow';
import { ParameterError } from '../api/errors';
import { triggerParameters } from './parameters';

/** n8n puts an execution to sleep that waits for as long or longer, in seconds. */
const SLEEP_SECONDS = 65;
const SECONDS: Readonly<Record<string, number>> = {
	seconds: 1,
	minutes: 60,
	hours: 60 * 60,
	days: 24 * 60 * 60,
};

interface ChildNode {
	name: string;
	type: string;
	typeVersion: number;
	disabled: boolean;
	parameters?: IDataObject;
}

/**
 * Refuses to publish a workflow that n8n would answer for before its end, or could not answer for.
 *
 * An execution that is put to sleep is answered 200 at once, so what fails after it is not retried.
 * Respond to Webhook works behind n8n's own Webhook node only (n8n 2.41: "No Webhook node found in the
 * workflow").
 *
 * @throws ParameterError
 */
export function assertPublishable(context: IHookFunctions): void {
	const nodes = context
		.getChildNodes(context.getNode().name, { includeNodeParameters: true })
		.filter(({ disabled }) => !disabled) as ChildNode[];
	const responder = nodes.find(({ type }) => type.endsWith('.respondToWebhook'));
	if (responder) {
		throw new ParameterError(
			`The node "${responder.name}" cannot be used after the BigCommerce Trigger, which responds to BigCommerce itself`,
			'Remove it, then publish the workflow again.',
		);
	}
	if (triggerParameters(context).acknowledge === 'whenReceived') return;
	const waiting = [...nodes, ...nodes.flatMap((node) => attachedTo(node, context))].find(isWaiting);
	if (!waiting) return;
	throw new ParameterError(
		`The node "${waiting.name}" pauses the workflow, and n8n then reports it to BigCommerce as finished: an order that fails later would be lost`,
		`Set Respond to "Immediately" in the BigCommerce Trigger, or remove the node (a Wait of less than ${SLEEP_SECONDS} seconds is fine), then publish the workflow again.`,
	);
}

/** The tools of an AI agent, which may wait for a person as well; no main connection leads to them. */
function attachedTo({ name }: ChildNode, context: IHookFunctions): ChildNode[] {
	const options = { includeNodeParameters: true, connectionType: NodeConnectionTypes.AiTool };
	const tools = context.getParentNodes(name, options) as ChildNode[];
	return tools.filter(({ disabled }) => !disabled);
}

function isWaiting({ type, typeVersion, parameters = {} }: ChildNode): boolean {
	if (/^(sendAndWait|dispatchAndWait)$/.test(String(parameters.operation))) return true;
	if (type.endsWith('.form')) return parameters.operation !== 'completion';
	if (!type.endsWith('.wait')) return false;
	const resume = parameters.resume ?? 'timeInterval';
	if (resume !== 'timeInterval') return true;
	// The node's defaults, which n8n does not store: an hour in its first version, then 5 seconds.
	const { amount = typeVersion > 1 ? 5 : 1, unit = typeVersion > 1 ? 'seconds' : 'hours' } =
		parameters;
	const seconds = Number(amount) * (SECONDS[String(unit)] ?? NaN);
	// An expression is not known before the workflow runs.
	return !(seconds < SLEEP_SECONDS);
}
