import { NodeHelpers } from 'n8n-workflow';
import { Converge } from '../../../nodes/Converge/Converge.node';

const { description } = new Converge();

test.each([
	['a node that sends orders', { operation: 'trackOrder' }, true],
	['a node without parameters, as n8n exports the defaults', {}, true],
	['a node that previews events', { operation: 'mapOrder' }, false],
])('the credential of %s is displayed: %j %s', (_name, parameters, isDisplayed) => {
	const [credential] = description.credentials!;
	expect(NodeHelpers.displayParameter(parameters, credential, null, description)).toBe(isDisplayed);
});
