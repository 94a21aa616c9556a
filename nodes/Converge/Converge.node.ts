import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { convergeApiTest } from './api/credentialTest';
import { properties } from './description';
import { previewEvents, sendCustomEvents, sendOrders } from './operations';

export class Converge implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Converge',
		name: 'converge',
		icon: { light: 'file:../../icons/converge.svg', dark: 'file:../../icons/converge.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ ({ mapOrder: "Preview event", sendEvent: "Send custom event", trackOrder: "Send order" })[$parameter["operation"]] }}',
		description:
			'Sends BigCommerce orders and refunds to Converge (marketing attribution and conversion tracking) as Placed Order and Received Refund events',
		defaults: { name: 'Converge' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'convergeApi',
				required: true,
				testedBy: 'convergeApiTest',
				// Not "show": an exported workflow omits defaults, and n8n would select no credential on import.
				displayOptions: { hide: { operation: ['mapOrder'] } },
			},
		],
		properties,
	};

	methods = { credentialTest: { convergeApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0) as keyof typeof OPERATIONS;
		return [await OPERATIONS[operation](this)];
	}
}

const OPERATIONS = {
	mapOrder: previewEvents,
	sendEvent: sendCustomEvents,
	trackOrder: sendOrders,
};
