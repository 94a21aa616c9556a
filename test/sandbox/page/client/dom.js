/** Creates an element; a property of undefined is left out. */
export function element(tag, properties = {}, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (value !== undefined) node.setAttribute(name, value);
	}
	node.append(...children.flat().filter((child) => child !== undefined && child !== ''));
	return node;
}

/** A button that posts to an endpoint of the page. */
export function postButton(path, text, label) {
	return element('button', { 'data-post': path, 'aria-label': label }, text);
}

/** A short word in a frame. @param state ok, waiting, warning, problem or note */
export function badge(text, state) {
	return element('span', { class: 'badge', 'data-state': state }, text);
}

export function muted(...children) {
	return element('span', { class: 'muted' }, ...children);
}
