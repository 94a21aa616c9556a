import { Converge } from '../../../nodes/Converge/Converge.node';
import { startSandbox, type Sandbox } from '../../sandbox/index.cts';
import { NodeUnderTest, type NodeSetup } from './n8n.cts';

/** The Converge node and a sandbox of its own for each test of a file. */
export function convergeWorld() {
	const nodeType = new Converge();
	let sandbox: Sandbox;
	beforeEach(async () => {
		sandbox = await startSandbox();
	});
	afterEach(async () => await sandbox.stop());

	const credentials = (given: object = {}) => ({
		convergeApi: {
			webhookUrl: sandbox.convergeUrl,
			webhookToken: sandbox.converge.token,
			...given,
		},
	});

	return {
		get sandbox() {
			return sandbox;
		},
		credentials,
		node: (operation: string, given: Partial<NodeSetup> = {}) =>
			new NodeUnderTest({
				nodeType,
				credentials: credentials(),
				...given,
				parameters: { operation, ...given.parameters },
			}),
	};
}
