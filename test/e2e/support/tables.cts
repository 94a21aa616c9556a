import type { World } from './world.cts';

/** A row of a data table; n8n adds `id`, `createdAt` and `updatedAt`. */
export type Row = Record<string, string | number | boolean | null>;

async function tableId({ api }: Pick<World, 'api'>, name: string): Promise<string> {
	const project = await projectId({ api });
	const { data } = await api.http.get<{ data: { data: Array<{ id: string; name: string }> } }>(
		`/projects/${project}/data-tables`,
	);
	const found = data.data.data.find((table) => table.name === name);
	if (!found) throw new Error(`There is no data table "${name}".`);
	return found.id;
}

async function projectId({ api }: Pick<World, 'api'>): Promise<string> {
	const { data } = await api.http.get<{ data: { id: string } }>('/projects/personal');
	return data.data.id;
}

/** The address of a data table in the editor, without n8n's origin. */
export async function tablePath(world: World, name: string): Promise<string> {
	return `/projects/${await projectId(world)}/datatables/${await tableId(world, name)}`;
}

/** The rows of a data table, oldest first. */
export async function rowsOf(world: Pick<World, 'api'>, name: string): Promise<Row[]> {
	const address = `/projects/${await projectId(world)}/data-tables/${await tableId(world, name)}/rows`;
	const rows: Row[] = [];
	for (;;) {
		const { data } = await world.api.http.get<{ data: { count: number; data: Row[] } }>(address, {
			params: { skip: rows.length, take: 250, sortBy: 'id:asc' },
		});
		rows.push(...data.data.data);
		if (rows.length >= data.data.count) return rows;
	}
}

/** Changes the rows that have these values. */
export async function changeRows(
	world: World,
	name: string,
	{ where, data }: { where: Row; data: Row },
): Promise<void> {
	const address = `/projects/${await projectId(world)}/data-tables/${await tableId(world, name)}/rows`;
	const filters = Object.entries(where).map(([columnName, value]) => ({
		columnName,
		condition: 'eq',
		value,
	}));
	const filter = { type: 'and', filters };
	await world.api.http.patch(address, { filter, data });
}

/** Makes a data table with the columns of a workflow's node that does so. */
export async function createTable(
	world: World,
	name: string,
	columns: Record<string, string>,
): Promise<void> {
	await world.api.http.post(`/projects/${await projectId(world)}/data-tables`, {
		name,
		columns: Object.entries(columns).map(([column, type]) => ({ name: column, type })),
	});
}

/** Adds rows to a data table. */
export async function insertRows(world: World, name: string, data: Row[]): Promise<void> {
	const project = await projectId(world);
	const address = `/projects/${project}/data-tables/${await tableId(world, name)}/insert`;
	await world.api.http.post(address, { data, returnType: 'count' });
}
