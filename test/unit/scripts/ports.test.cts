import { freePorts, isFree } from '../../../scripts/ports.cts';

test('free ports are different ones that no system gives away by itself, also one after the other', async () => {
	const ports = [...(await freePorts(20)), ...(await freePorts(20))];
	expect(new Set(ports).size).toBe(40);
	// Linux begins at 32768, others at 49152.
	for (const port of ports) expect(port).toBeLessThan(32_768);
	expect(await Promise.all(ports.map(isFree))).toEqual(ports.map(() => true));
});
