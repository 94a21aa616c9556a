const secondsBetweenPipedProgress = 20;

/** Receives the progress messages of the scripts. */
export interface Log {
	/** A finished step or a message. */
	line(text: string): void;
	/** The state of a running step; each call replaces the previous one. */
	progress(text: string): void;
}

/** Discards everything. */
export const silentLog: Log = { line: () => {}, progress: () => {} };

/**
 * Writes to standard output. On a terminal, progress rewrites a single line; in a pipe or file it adds a
 * line at most every 20 seconds.
 */
export function createConsoleLog(): Log {
	const { stdout } = process;
	// A closed terminal or pipe must not end the program before it cleans up.
	stdout.on('error', () => {});
	let lastProgress = 0;
	return {
		line(text) {
			stdout.write(`${stdout.isTTY ? '\r\x1b[K' : ''}${text}\n`);
		},
		progress(text) {
			if (stdout.isTTY) {
				stdout.write(`\r\x1b[K${text.slice(0, stdout.columns - 1)}`);
			} else if (Date.now() - lastProgress >= secondsBetweenPipedProgress * 1000) {
				lastProgress = Date.now();
				stdout.write(`${text}\n`);
			}
		},
	};
}
