import type { Deviation } from './deviations.cts';
import type { Document } from './documents.cts';

type Node = Record<string, unknown>;

/** Corrects the documents in place. */
export function applyDeviation(documents: Map<string, Document>, deviation: Deviation): void {
	for (const [name, document] of documents) {
		const isMeant = deviation.document === undefined || deviation.document === name;
		if (isMeant) set(document, deviation.path, deviation);
	}
}

function set(node: Node, [key, ...rest]: string[], deviation: Deviation): void {
	const { value, fillsIn } = deviation;
	for (const name of key === '*' ? Object.keys(node) : [key]) {
		const child = node[name];
		if (rest.length > 0) {
			if (isNode(child)) set(child, rest, deviation);
		} else if (!fillsIn || child === undefined) {
			node[name] = value;
		}
	}
}

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null;
}
