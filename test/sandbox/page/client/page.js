import { copy } from './credentials.js';
import { showFaults } from './faults.js';
import { tick } from './format.js';
import { report, reportChanges, setSummary, summarize } from './news.js';
import { createSections } from './sections.js';

const POLL_MS = 1000;
const SILENT = ['The sandbox does not respond.', 'Is npm start still running?'];
const BASE = '/sandbox/page/';

const showSections = createSections();
let shown;
let timer;
let reading = 0;

async function refresh() {
	clearTimeout(timer);
	const own = ++reading;
	const state = await readState();
	// A later reading is under way, or has been shown: this one is stale.
	if (own !== reading) return;
	timer = setTimeout(refresh, POLL_MS);
	if (state) show(state);
	else setSummary(...SILENT, 'problem');
}

/** Undefined when the sandbox does not respond. */
async function readState() {
	try {
		const response = await fetch(`${BASE}state`);
		return await response.json();
	} catch {
		return undefined;
	}
}

function show(state) {
	if (shown) reportChanges(shown, state);
	else report('Connected to the sandbox.', state.now);
	showSections(state);
	showFaults(state.faults);
	summarize(state);
	tick(Date.parse(state.now));
	shown = state;
}

/** Runs a command of the page and reports the sandbox's sentence about it. */
async function post(path, control) {
	if (control.ariaBusy === 'true') return;
	control.ariaBusy = 'true';
	try {
		const response = await fetch(BASE + path, { method: 'POST' });
		const { message } = await response.json();
		report(message, sandboxTime());
	} catch {
		report(SILENT.join(' '), sandboxTime());
	}
	control.ariaBusy = 'false';
	await refresh();
}

function sandboxTime() {
	return shown?.now ?? new Date();
}

document.addEventListener('click', ({ target }) => {
	const button = target.closest('button');
	if (button?.dataset.post) void post(button.dataset.post, button);
	if (button?.dataset.copy) void copy(button).then((text) => report(text, sandboxTime()));
});

document.addEventListener('change', ({ target }) => {
	const { fault } = target.dataset;
	if (fault) void post(`faults/${fault}/${target.checked ? 'on' : 'off'}`, target);
});

// `toggle` does not bubble. An event is fetched when it is opened.
document.addEventListener(
	'toggle',
	async ({ target }) => {
		if (!target.open || target.querySelector('pre')) return;
		const pre = document.createElement('pre');
		target.append(pre);
		const response = await fetch(`${BASE}events/${target.dataset.event}`);
		pre.textContent = JSON.stringify(await response.json(), null, 2);
	},
	true,
);

document.addEventListener('visibilitychange', () => {
	if (!document.hidden) void refresh();
});

void refresh();
