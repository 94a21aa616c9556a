import { element } from './dom.js';

const switches = new Map();

/** Shows the faults as switches. A switch that is there already is kept, and its focus with it. */
export function showFaults(faults) {
	for (const { name, label, hint, isOn, isAvailable } of faults) {
		if (!switches.has(name)) switches.set(name, addSwitch(name, label, hint));
		const input = switches.get(name);
		// While a change is under way, a state from before it may still arrive.
		if (input.ariaBusy !== 'true') input.checked = isOn;
		input.disabled = !isAvailable;
	}
}

function addSwitch(name, label, hint) {
	const hintId = `fault-${name}-hint`;
	const input = element('input', {
		type: 'checkbox',
		role: 'switch',
		id: `fault-${name}`,
		'data-fault': name,
		'aria-describedby': hintId,
	});
	document
		.getElementById('faults')
		.append(
			element(
				'div',
				{ class: 'fault' },
				input,
				element('label', { for: input.id }, label),
				element('span', { id: hintId, class: 'muted' }, hint),
			),
		);
	return input;
}
