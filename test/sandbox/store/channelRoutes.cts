import type { FastifyInstance } from 'fastify';
import type { Channel } from './channels.cts';
import { v3Error } from '../http/errors.cts';
import { listOf, v3List, type Query } from '../http/paging.cts';
import type { Store } from './store.cts';

type Request = { Params: { id: string }; Querystring: Query };

const config = { scope: 'channels' as const };
const SINCE = '2025-03-01T09:00:00Z';

/** BigCommerce's V3 channels and sites. Both go with the channels scope here; sites have their own. */
export function channelRoutes(app: FastifyInstance, store: Store): void {
	const find = (id: string): Channel => {
		const channel = store.channels.find((one) => String(one.id) === id);
		if (!channel) throw v3Error(404, 'Channel not found', {});
		return channel;
	};

	app.get<Request>('/channels', { config }, ({ query }) => {
		const [types, platforms, statuses] = ['type:in', 'platform:in', 'status:in'].map((name) =>
			listOf(query[name]),
		);
		const matching = store.channels.filter(
			(channel) =>
				(types?.includes(channel.type) ?? true) &&
				(platforms?.includes(channel.platform) ?? true) &&
				(statuses?.includes(channel.status) ?? true),
		);
		return v3List(query, matching.map(channelView));
	});

	app.get<Request>('/channels/:id', { config }, ({ params }) => ({
		data: channelView(find(params.id)),
		meta: {},
	}));

	app.get<Request>('/channels/:id/site', { config }, ({ params }) => {
		const channel = find(params.id);
		if (!channel.siteUrl) throw v3Error(404, 'Site not found', {});
		return { data: siteView(channel), meta: {} };
	});

	// Sites have a pagination of their own, by BigCommerce's document.
	app.get<Request>('/sites', { config }, ({ query }) => {
		const wanted = listOf(query['channel_id:in']);
		const sites = store.channels
			.filter((channel) => channel.siteUrl && (wanted?.includes(String(channel.id)) ?? true))
			.map(siteView);
		const { data, meta } = v3List(query, sites);
		const { per_page: limit, current_page, total: total_items } = meta.pagination;
		const pagination = { offset: (current_page - 1) * limit, limit, total_items };
		return { data, meta: { pagination } };
	});
}

function channelView({ id, name, type, platform, status }: Channel) {
	const isVisible = !['archived', 'deleted', 'terminated'].includes(status);
	return {
		...{ id, name, type, platform, status },
		external_id: '',
		icon_url: `https://cdn.example.com/${platform}.svg`,
		is_listable_from_ui: true,
		is_visible: isVisible,
		is_enabled: isVisible,
		date_created: SINCE,
		date_modified: SINCE,
	};
}

function siteView(channel: Channel) {
	const since = { created_at: SINCE, updated_at: SINCE };
	return {
		id: 1000 + channel.id,
		url: channel.siteUrl,
		channel_id: channel.id,
		...since,
		urls: ['primary', 'canonical', 'checkout'].map((type) => ({
			url: channel.siteUrl,
			type,
			...since,
		})),
		is_checkout_url_customized: false,
	};
}
