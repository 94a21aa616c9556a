import { isPlacedStatus } from '../../shared/orderStatus';
import type { Storefronts } from '../orders/channels';
import { parseTime } from '../orders/parseTime';
import type { TriggerContext } from './context';
import { DEFAULT_EVENT, type TriggerEvent } from './events';

/** The trigger's parameters. */
export interface TriggerParameters {
	event: TriggerEvent;
	/** None means all. */
	storefronts: Storefronts;
	/** In ms since 1970; `undefined` means since the trigger was first published. */
	startDate: number | undefined;
	/** Whether an order of this status is placed. */
	isPlaced: (statusId: number) => boolean;
	detectNewCustomer: boolean;
	productPages: boolean;
	includeTestOrders: boolean;
	notificationOnly: boolean;
	acknowledge: 'whenFinished' | 'whenReceived';
	/** What a test in the editor shows. */
	testWith: 'latestOrder' | 'nextOrder';
}

/** The node's options; those that were not added are absent. */
export interface Options {
	placedStatuses?: number[];
	detectNewCustomer?: boolean;
	productPages?: boolean;
	includeTestOrders?: boolean;
	notificationOnly?: boolean;
	acknowledge?: 'whenFinished' | 'whenReceived';
	testWith?: 'latestOrder' | 'nextOrder';
}

/** @throws ParameterError when the start date is not a date */
export function triggerParameters(context: TriggerContext): TriggerParameters {
	const options = context.getNodeParameter('options', {}) as Options;
	const storefronts = context.getNodeParameter('storefronts', []) as Storefronts | string | number;
	const { placedStatuses } = options;
	return {
		event: context.getNodeParameter('event', DEFAULT_EVENT) as TriggerEvent,
		// An expression may give a single one.
		storefronts: [storefronts].flat() as Storefronts,
		startDate: parseTime(context, 'Start Date', context.getNodeParameter('startDate', '')),
		isPlaced: placedStatuses?.length
			? (statusId) => placedStatuses.map(Number).includes(statusId)
			: isPlacedStatus,
		detectNewCustomer: options.detectNewCustomer ?? true,
		productPages: options.productPages ?? false,
		includeTestOrders: options.includeTestOrders ?? false,
		notificationOnly: options.notificationOnly ?? false,
		acknowledge: options.acknowledge ?? 'whenFinished',
		testWith: options.testWith ?? 'latestOrder',
	};
}
