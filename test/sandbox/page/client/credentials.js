import { element, muted } from './dom.js';

export const CREDENTIAL_COLUMNS = ['Field', 'Value', 'Client Secret'];

export function credentialCells({ credential, field, value, clientSecret }) {
	return [
		[field, ' ', muted(credential)],
		copyable(value, field),
		clientSecret ? copyable(clientSecret, `Client Secret of ${field}`) : '–',
	];
}

function copyable(value, name) {
	const button = element('button', { 'data-copy': value, 'aria-label': `Copy ${name}` }, 'Copy');
	return element('span', { class: 'copyable' }, element('code', {}, value), ' ', button);
}

/** Copies the value of a button. @returns what happened, as a sentence */
export async function copy(button) {
	const name = button.ariaLabel.replace(/^Copy /, '');
	try {
		await navigator.clipboard.writeText(button.dataset.copy);
		return `Copied: ${name}.`;
	} catch {
		return `The browser does not allow copying. Select the value of ${name} and copy it yourself.`;
	}
}
