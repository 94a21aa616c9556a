import { toPlacedOrder } from '../../../nodes/Converge/placedOrder/toPlacedOrder';
import {
	builtInWorkflow,
	javaScript,
	placedOrderByHand,
	placedOrderInJsonata,
} from '../../bench/byHand/index.cts';
import { orderItem } from '../../bench/orders.cts';

interface Event {
	properties: { $phone_number?: string };
	profile_properties: { $phone_number?: string };
}

/** As it goes over the wire; phone numbers are done by hand for North America only. */
function wire(event: unknown): Event {
	const copy = JSON.parse(JSON.stringify(event)) as Event;
	delete copy.properties.$phone_number;
	delete copy.profile_properties.$phone_number;
	return copy;
}

const ids = Array.from({ length: 200 }, (_, index) => index + 1);
const items = ids.map((id) => orderItem(id, (id % 5) + 1));

test('what is measured against the Converge node makes the same events: the Code node', () => {
	for (const item of items) {
		expect(wire(placedOrderByHand(item))).toEqual(wire(toPlacedOrder(item).event));
	}
});

test('what is measured against the Converge node makes the same events: JSONata', async () => {
	const placedOrder = placedOrderInJsonata();
	for (const item of items) {
		expect(wire(await placedOrder(item))).toEqual(wire(toPlacedOrder(item).event));
	}
});

test('the workflow of built-in nodes has the very code that is tested here', () => {
	const code = builtInWorkflow.nodes.find(({ name }) => name === 'Placed order');
	expect(code!.parameters.jsCode).toContain(javaScript);
});
