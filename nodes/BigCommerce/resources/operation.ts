import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { BigCommerceApi } from '../api/client';
import type { Exclusions } from './exclusions';

/** One run of an operation. */
export interface OperationRun {
	/** Of the input item. */
	index: number;
	/** What the run leaves out, and why. */
	exclusions: Exclusions;
}

/** What an operation outputs for an input item. */
export type Operation = (
	context: IExecuteFunctions,
	api: BigCommerceApi,
	run: OperationRun,
) => Promise<IDataObject[]>;
