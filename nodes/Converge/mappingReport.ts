import type { ChannelDecision } from './placedOrder/salesChannel';
import type { OmittedField } from './placedOrder/customer';
import type { OrderHead } from './placedOrder/parseOrder';

/** What the mappings of one execution have to say, counted for one hint each. */
export class MappingReport {
	private readonly omitted = new Map<OmittedField, number>();
	private readonly reserved = new Set<string>();
	private readonly channels = new Map<string, number>();
	private isWorthSaying = false;
	private unreadableChannels = 0;

	add(mapping: {
		head: OrderHead;
		channel: ChannelDecision;
		omitted: readonly OmittedField[];
		reserved: readonly string[];
	}): void {
		for (const field of mapping.omitted) count(this.omitted, field);
		for (const name of mapping.reserved) this.reserved.add(name);
		const { head } = mapping;
		count(this.channels, describeChannel(mapping.channel, head));
		const { decidedBy } = mapping.channel;
		if (decidedBy !== 'rule' && decidedBy !== 'order source') this.isWorthSaying = true;
		// A channel that may not be read, or is gone, has nothing but its ID.
		const { name, type, platform } = head.channel;
		const isUnreadable = head.hasChannel && !name && !type && !platform;
		if (isUnreadable && decidedBy === 'fallback') this.unreadableChannels++;
	}

	/** For the hints of the execution; none when there is nothing to say. */
	hints(): string[] {
		const hints: string[] = [];
		if (this.omitted.size > 0) {
			const fields = [...this.omitted].map(
				([field, number]) => `${number} ${plural(field, number)}`,
			);
			hints.push(
				`Omitted what Converge would not accept: ${fields.join(', ')}. All other fields are in the events.`,
			);
		}
		if (this.reserved.size > 0) {
			hints.push(
				`Omitted own properties whose names are reserved for the event's own: ${[...this.reserved].join(', ')}. Rename them in this node's options.`,
			);
		}
		if (this.isWorthSaying) hints.push(`Sales channels: ${this.channelCounts()}`);
		return hints;
	}

	private channelCounts(): string {
		const counts = [...this.channels]
			.sort(([, a], [, b]) => b - a)
			.map(([channel, number]) => `${number} ${channel}`)
			.join(', ');
		if (this.unreadableChannels === 0) return `${counts}.`;
		return `${counts}. The channel of ${this.unreadableChannels} of them could not be read: give the BigCommerce API account the scope Channel Settings (read-only), unless the channel was deleted.`;
	}
}

/** "web", "pos (channel)", "web (fallback, external source 17550)". */
function describeChannel({ salesChannel, decidedBy }: ChannelDecision, order: OrderHead): string {
	switch (decidedBy) {
		case 'rule':
		case 'order source':
			return salesChannel;
		case 'external source':
		case 'channel':
			return `${salesChannel} (${decidedBy})`;
		case 'fallback':
			return `${salesChannel} (fallback, ${unknownSource(order)})`;
	}
}

function unknownSource({ externalSource, source }: OrderHead): string {
	if (externalSource) return `external source ${externalSource.slice(0, 50)}`;
	return source ? `order source ${source.slice(0, 50)}` : 'no order source';
}

function count<K>(counts: Map<K, number>, key: K): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

const PLURALS: Readonly<Record<OmittedField, string>> = {
	'phone number': 'phone numbers',
	'email address': 'email addresses',
	'country code': 'country codes',
	state: 'states',
	alias: 'aliases',
	'consent value': 'consent values',
};

function plural(field: OmittedField, number: number): string {
	return number === 1 ? field : PLURALS[field];
}
