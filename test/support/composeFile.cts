import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

/** The folder for users who run n8n in queue mode. */
export const queueModeFolder = path.join(__dirname, '../../deploy/queue-mode');

/** A service of the compose file, without Docker's defaults. */
export interface Service {
	image: string;
	build?: { args: Record<string, string> };
	command?: string;
	environment?: Record<string, string | number>;
	healthcheck?: object;
	deploy?: { replicas: number };
	volumes?: string[];
}

export interface ComposeFile {
	services: Record<string, Service>;
}

/**
 * Reads `deploy/queue-mode/compose.yaml` with variables interpolated, as Docker Compose does.
 *
 * @param variables the content of `.env`
 * @throws Error with the file's own message when a required variable is missing
 */
export function readComposeFile(variables: Record<string, string>): ComposeFile {
	const text = readFileSync(path.join(queueModeFolder, 'compose.yaml'), 'utf8');
	const schema = CORE_SCHEMA.withTags(mergeTag);
	return filledIn(load(text, { schema }), variables) as ComposeFile;
}

function filledIn(value: unknown, variables: Record<string, string>): unknown {
	if (typeof value === 'string') return interpolate(value, variables);
	if (Array.isArray(value)) return value.map((each) => filledIn(each, variables));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, each]) => [key, filledIn(each, variables)]);
	return Object.fromEntries(entries);
}

/** Compose's `${NAME}`, `${NAME:-default}` and `${NAME:?message}`; an empty variable counts as missing. */
function interpolate(text: string, variables: Record<string, string>): string {
	return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, how, rest: string) => {
		if (variables[name]) return variables[name];
		if (how === '?') throw new Error(`${name}: ${rest}`);
		return how === '-' ? rest : '';
	});
}
