import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../shared/isRecord';
import {
	mergeStates,
	readState,
	writeState,
	type OwnChanges,
	type StoredState,
} from './storedState';
import type { TriggerMemory } from './triggerMemory';
import { currentMarks } from './watermark';

/** What one n8n process knows of a trigger; of the marks and the failed orders, its own only. */
export interface ProcessReport extends OwnChanges {
	state: StoredState;
}

/**
 * Has another process save what this one knows, and learns what all of them know. In queue mode the process
 * that runs the trigger receives no webhook, so n8n saves nothing for it.
 *
 * @param send sends the report as the body of a request, and returns the body of the response
 */
export async function exchange(
	memory: TriggerMemory,
	send: (report: IDataObject) => Promise<unknown>,
): Promise<void> {
	const now = memory.now();
	const report = bodyOf(memory.report(), now);
	const response = await send(report);
	// Not a process of this trigger, or one of an earlier version.
	if (!isRecord(response) || !isRecord(response.state)) return;

	const isUnchanged = JSON.stringify(bodyOf(memory.report(), now)) === JSON.stringify(report);
	if (isUnchanged) memory.save(response as IDataObject);
	else memory.load(response as IDataObject, 0);
}

/**
 * Saves what another process has reported, beside what this one knows.
 *
 * @param body of its request
 * @returns the body of the response; `undefined` when it is not a report
 */
export function saveReport(
	memory: TriggerMemory,
	data: IDataObject,
	body: unknown,
): IDataObject | undefined {
	if (!isRecord(body)) return undefined;
	const state = readState(body as IDataObject, memory.owner);
	if (!state) return undefined;
	const { resolved, hasTakenOver } = body;
	const isId = (id: unknown): id is number => Number.isSafeInteger(id);
	const own = {
		failed: state.failed,
		resolved: new Set(Array.isArray(resolved) ? resolved.filter(isId) : []),
		now: memory.now(),
		hasTakenOver: hasTakenOver === true,
	};
	memory.save(data, (all) => {
		Object.assign(all, mergeStates(all, state, own));
		all.marks = { ...all.marks, ...state.marks };
		if (own.hasTakenOver) all.marks = currentMarks(all.marks, own.now);
	});
	return { state: data.state };
}

function bodyOf(
	{ state, failed, resolved, hasTakenOver }: ProcessReport,
	now: number,
): IDataObject {
	const data: IDataObject = {};
	writeState(data, { ...state, failed: new Map(failed) }, now);
	return { ...data, resolved: [...resolved], hasTakenOver };
}
