import { element } from './dom.js';

/**
 * Fills a table row by row. A row whose data has not changed is left alone, so that focus, selection
 * and what a reader has opened stay. Roles are set because narrow screens show rows as cards, and a
 * table that is not displayed as one loses its meaning to assistive technology.
 */
export class KeyedTable {
	/**
	 * @param id of a `<table>` with a caption
	 * @param columns the headings; the first cell of each row is its heading
	 * @param cells makes the cells of a row from its data
	 * @param empty said while there are no rows
	 */
	constructor(id, { columns, cells, empty }) {
		this.table = document.getElementById(id);
		this.table.setAttribute('role', 'table');
		this.columns = columns;
		this.cells = cells;
		this.rows = new Map();
		const headings = columns.map((text) =>
			element('th', { scope: 'col', role: 'columnheader' }, text),
		);
		const head = element('tr', { role: 'row' }, ...headings);
		this.body = element('tbody', { role: 'rowgroup' });
		this.table.append(element('thead', { role: 'rowgroup' }, head), this.body);
		this.empty = element('p', { class: 'muted empty' }, empty);
		this.table.after(this.empty);
	}

	/** @param data an array of objects, each with a unique `key` */
	update(data) {
		const kept = new Set(data.map(({ key }) => String(key)));
		for (const [key, { row }] of this.rows) {
			if (!kept.has(key)) {
				row.remove();
				this.rows.delete(key);
			}
		}
		const rows = data.map((item) => this.row(item));
		let next = this.body.firstChild;
		for (const row of rows) {
			if (row === next) next = row.nextSibling;
			else this.body.insertBefore(row, next);
		}
		this.table.hidden = data.length === 0;
		this.empty.hidden = data.length > 0;
	}

	row(item) {
		const key = String(item.key);
		const json = JSON.stringify(item);
		const known = this.rows.get(key);
		if (known?.json === json) return known.row;
		const row = element('tr', { role: 'row', 'data-key': key }, ...this.cells(item).map(this.cell));
		this.rows.set(key, { row, json });
		if (known) replaceKeepingFocus(known.row, row);
		return row;
	}

	cell = (content, index) =>
		element(
			index === 0 ? 'th' : 'td',
			{
				role: index === 0 ? 'rowheader' : 'cell',
				scope: index === 0 ? 'row' : undefined,
				'data-label': this.columns[index],
			},
			// Narrow screens put the heading beside all of it.
			element('div', {}, content),
		);
}

/** Focus goes to the same button of the new row, or else to its first, or else to the row. */
function replaceKeepingFocus(former, row) {
	const focused = former.contains(document.activeElement) ? document.activeElement : undefined;
	former.replaceWith(row);
	if (!focused) return;
	const buttons = [...row.querySelectorAll('button, summary')];
	const same = buttons.find((button) => button.textContent === focused.textContent);
	const target = same ?? buttons[0] ?? row;
	if (target === row) row.tabIndex = -1;
	target.focus();
}
