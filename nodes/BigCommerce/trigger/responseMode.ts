import {
	fromFunction,
	webhookDescriptionFields,
	type IDataObject,
	type INodeParameters,
} from 'n8n-workflow';

/**
 * BigCommerce repeats a notification until it is answered 2xx. Answered only when the workflow has
 * ended well, its patience becomes the retry of the whole journey.
 *
 * Declared in this way n8n finds the mode out by calling the function. For the same as an expression
 * it would need an isolate of V8, for each request.
 */
export const responseMode = webhookDescriptionFields({
	responseMode: fromFunction((parameters: INodeParameters) =>
		(parameters.options as IDataObject).acknowledge === 'whenReceived' ? 'onReceived' : 'lastNode',
	),
});
