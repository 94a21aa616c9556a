/** What reaches over the right edge of what it is in; empty without a horizontal scroll. */
function overflowing() {
	const { scrollWidth, clientWidth } = document.documentElement;
	if (scrollWidth > clientWidth) return [`The page is ${scrollWidth} px wide`];
	return [...document.querySelectorAll('body, body *')]
		.filter((element) => !isClipped(element))
		.filter((element) => right(element) > right(element.parentElement) + 1)
		.map((element) => element.outerHTML.slice(0, 100));
}

/** Whether it is the head of a table whose rows are shown as cards. */
function isClipped(element) {
	const head = element.closest('thead');
	return head !== null && getComputedStyle(head).position === 'absolute';
}

function right(element) {
	return element.getBoundingClientRect().right;
}

/** The visible texts whose contrast with what is behind them is below the 4.5 of WCAG AA. */
function lowContrast() {
	return [...document.querySelectorAll('body *')]
		.filter((element) => element.checkVisibility() && hasText(element))
		.filter((element) => contrast(element) < 4.5)
		.map((element) => `${contrast(element).toFixed(2)}: ${element.outerHTML.slice(0, 100)}`);
}

function hasText(element) {
	return [...element.childNodes].some(
		({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue.trim(),
	);
}

function contrast(element) {
	const both = [colour(getComputedStyle(element).color), background(element)].map(luminance);
	return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}

function background(element) {
	if (!element) return [255, 255, 255];
	const own = colour(getComputedStyle(element).backgroundColor);
	return own[3] === 0 ? background(element.parentElement) : own;
}

function colour(text) {
	return text.match(/[\d.]+/g).map(Number);
}

/** As WCAG 2 defines it. */
function luminance(rgb) {
	const [red, green, blue] = rgb.slice(0, 3).map((value) => {
		const part = value / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The buttons and switches that have no name for assistive technology. */
function nameless() {
	return [...document.querySelectorAll('button, input')]
		.filter((control) => !nameOf(control))
		.map((control) => control.outerHTML);
}

/** What has the focus, and how that shows. */
function focus() {
	const element = document.activeElement;
	const { outlineStyle, outlineWidth } = getComputedStyle(element);
	const { key } = element.dataset;
	return { name: nameOf(element), key, outline: `${outlineStyle} ${outlineWidth}` };
}

function nameOf(element) {
	return element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent.trim();
}
