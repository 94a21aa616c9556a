import * as echarts from 'echarts';
import { median } from './timing.cts';
import type { Case, Measurement } from './report.cts';

const WIDTH = 860;
const ROW = 26;
const COLOURS = ['#8fa0bd', '#d98f4e', '#7fa88b'];

/**
 * Draws a measurement: for each case, a bar per other way with its figure as a multiple of ours, so that
 * cases with different units are comparable.
 *
 * @returns an SVG document
 */
export function toSvg({ title, cases }: Measurement): string {
	const ours = new Set(cases.map(({ ways }) => Object.keys(ways)[0]));
	const ways = [...new Set(cases.flatMap((one) => Object.keys(one.ways).slice(1)))];
	const height = 110 + cases.length * (ways.length + 0.8) * ROW;
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
	chart.setOption({
		animation: false,
		color: COLOURS,
		backgroundColor: '#fff',
		title: { left: 10, text: title, subtext: `as a multiple of: ${[...ours].join(', ')}` },
		legend: { top: 62, left: 10, itemWidth: 14 },
		grid: { left: 10, right: 70, top: 96, bottom: 10, containLabel: true },
		xAxis: { type: 'log', min: lowest(cases) },
		yAxis: {
			type: 'category',
			inverse: true,
			data: cases.map(({ name }) => name),
			axisLabel: { width: 300, overflow: 'break' },
			axisTick: { show: false },
		},
		series: ways.map((way) => ({
			name: way,
			type: 'bar',
			barGap: '8%',
			barMaxWidth: ROW,
			data: cases.map((one) => multipleOf(one, way) ?? '-'),
			label: { show: true, position: 'right', formatter: label },
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

function multipleOf({ ways }: Case, way: string): number | undefined {
	if (!(way in ways)) return undefined;
	return median(ways[way]) / median(Object.values(ways)[0]);
}

/** The start of the axis: the power of ten below the shortest bar. */
function lowest(cases: Case[]): number {
	const all = cases.flatMap((one) => Object.keys(one.ways).map((way) => multipleOf(one, way)!));
	return 10 ** Math.floor(Math.log10(Math.min(...all) * 0.99));
}

function label({ value }: { value?: unknown }): string {
	return typeof value === 'number' ? `${Number(value.toPrecision(2))} ×` : '';
}
