const secondsBetweenPipedProgress = 20;

/** Where the scripts report what they do. */
export interface Log {
	/** One finished step or sentence. */
	line(text: string): void;
	/** The state of a step under way; the newest replaces the one before. */
	progress(text: string): void;
}

/** Says nothing. */
export const silentLog: Log = { line: () => {}, progress: () => {} };

/**
 * Writes to standard output. On a terminal progress is one line that is rewritten; into a pipe or
 * a file it is a line at most every 20 seconds.
 */
export function createConsoleLog(): Log {
	const { stdout } = process;
	// A closed terminal or pipe must not end the program before it has cleaned up.
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
