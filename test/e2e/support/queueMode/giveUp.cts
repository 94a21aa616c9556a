import { execFileSync } from 'node:child_process';
import { findProgram } from './programs.cts';
import type { QueueMode } from './queueMode.cts';

/**
 * Marks the executions that wait in the queue as crashed, as the main process does with those it does not
 * find there (n8n's ExecutionRepository.markAsCrashed): the race in which that goes wrong is too short
 * to hit in a test.
 */
export function giveUpWaiting({ main }: QueueMode): void {
	const { env } = main.instance;
	const sql =
		"UPDATE execution_entity SET status = 'crashed', \"stoppedAt\" = now() WHERE status = 'new'";
	const url = `postgres://${env!.DB_POSTGRESDB_USER}@127.0.0.1:${env!.DB_POSTGRESDB_PORT}/${env!.DB_POSTGRESDB_DATABASE}`;
	execFileSync(findProgram('psql'), [url, '-v', 'ON_ERROR_STOP=1', '-c', sql], {
		env: { ...process.env, PGPASSWORD: env!.DB_POSTGRESDB_PASSWORD },
		stdio: 'pipe',
	});
}
