import type { Converge, OddAnswer } from '../converge/converge.cts';
import type { FaultKind, Faults } from '../faults/faults.cts';
import type { Store } from '../store/store.cts';
import type { Deliveries } from '../webhooks/deliveries.cts';

export interface FaultyParts {
	store: Store;
	converge: Converge;
	deliveries: Deliveries;
	faults: Faults;
}

export interface FaultSwitch {
	label: string;
	hint: string;
	isOn(parts: FaultyParts): boolean;
	/** Default: always. */
	isAvailable?(parts: FaultyParts): boolean;
	set(parts: FaultyParts, on: boolean): void;
}

const SLOW_MS = 4500;
const REORDER_MS = 5000;

/** The faults that the page switches on and off, by name. */
export const FAULT_SWITCHES: Record<string, FaultSwitch> = {
	convergeDown: {
		label: 'Converge is down',
		hint: 'Every event gets HTTP 503.',
		isOn: ({ converge }) => converge.down,
		set: ({ converge }, on) => (converge.down = on),
	},
	convergeFlaky: {
		label: 'Converge fails half the time',
		hint: 'Every other event, at random, gets HTTP 500.',
		isOn: ({ converge }) => converge.failRate > 0,
		set: ({ converge }, on) => (converge.failRate = on ? 0.5 : 0),
	},
	convergePage: oddAnswer(
		'html',
		'Converge answers with a web page',
		'Every event gets HTTP 200 and HTML, and is not received.',
	),
	convergeDrips: oddAnswer('drip', 'Converge never finishes', 'Every response drips without end.'),
	storeSlow: storeFault(
		'slow',
		'The store is slow',
		`Each API response takes ${SLOW_MS / 1000} s.`,
	),
	storeDown: storeFault('503', 'The store is down', 'Every API request gets HTTP 503.'),
	storeLimited: storeFault(
		'429',
		'The store limits the rate',
		'Every API request gets HTTP 429 with a time to wait.',
	),
	hooksOff: {
		label: 'Webhooks are off',
		hint: 'As after 48 hours of failed deliveries: nothing is delivered.',
		isOn: ({ store: { hooks } }) =>
			hooks.all.length > 0 && hooks.all.every((hook) => !hook.is_active),
		isAvailable: ({ store: { hooks } }) => hooks.all.length > 0,
		set({ store: { hooks } }, on) {
			for (const hook of hooks.all) {
				if (on) hooks.deactivate(hook);
				else hooks.update(hook.client_id, String(hook.id), { is_active: true });
			}
		},
	},
	duplicates: {
		label: 'Everything is delivered twice',
		hint: 'Each notification goes out two times.',
		isOn: ({ deliveries }) => deliveries.duplicate > 0,
		set: ({ deliveries }, on) => (deliveries.duplicate = on ? 1 : 0),
	},
	reordered: {
		label: 'Out of order',
		hint: `Each notification is held back for up to ${REORDER_MS / 1000} s.`,
		isOn: ({ deliveries }) => deliveries.reorderMs > 0,
		set: ({ deliveries }, on) => (deliveries.reorderMs = on ? REORDER_MS : 0),
	},
};

/** Only one odd answer is given at a time. */
function oddAnswer(answer: OddAnswer, label: string, hint: string): FaultSwitch {
	return {
		label,
		hint,
		isOn: ({ converge }) => converge.oddAnswer === answer,
		set({ converge }, on) {
			if (on) converge.oddAnswer = answer;
			else if (converge.oddAnswer === answer) converge.oddAnswer = undefined;
		},
	};
}

/** Switches one kind of the store's faults for all requests. */
function storeFault(kind: FaultKind, label: string, hint: string): FaultSwitch {
	return {
		label,
		hint,
		isOn: ({ faults }) =>
			faults.current.some(({ rate, kinds }) => rate > 0 && kinds.includes(kind)),
		set({ faults }, on) {
			const others = faults.current
				.map((rule) => ({ ...rule, kinds: rule.kinds.filter((one) => one !== kind) }))
				.filter(({ rate, kinds }) => rate > 0 && kinds.length > 0);
			faults.set({ rate: on ? 1 : 0, kinds: [kind], slowMs: SLOW_MS });
			for (const rule of others) faults.add(rule);
		},
	};
}
