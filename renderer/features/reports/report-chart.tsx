import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { readableCell } from '#shared/cell-text.ts';
import type { ReportResult } from '#shared/contract/reports.ts';
import { periodText } from '#shared/period-text.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './report-chart.module.css';

type Chart = NonNullable<ReportResult['chart']>;

const height = 132;
const hourMs = 3_600_000;

/** Hours over time, billable ones below. The table of its figures is there for who cannot see it. */
export function ReportChart({ chart }: { chart: Chart }) {
  const text = useText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    return element ? drawChart(element, chart) : undefined;
  }, [chart]);
  const hours = (ms: number) => readableCell({ kind: 'duration' }, ms);
  return (
    <figure className={styles.figure} aria-label={text('reports.chart')}>
      <div className={styles.legend} aria-hidden="true">
        <span data-series="billable">{text('reports.column.billable')}</span>
        <span data-series="other">{text('reports.column.notBillable')}</span>
      </div>
      <div ref={place} className={styles.chart} aria-hidden="true" />
      <table className={styles.figures}>
        <caption>{text('reports.chart')}</caption>
        <thead>
          <tr>
            <th scope="col">{text(`reports.group.${chart.step}`)}</th>
            <th scope="col">{text('reports.column.billable')}</th>
            <th scope="col">{text('reports.column.notBillable')}</th>
          </tr>
        </thead>
        <tbody>
          {chart.points.map(({ from, billableMs, otherMs }) => (
            <tr key={from}>
              <th scope="row">{periodText(chart.step, from, 'long')}</th>
              <td>{hours(billableMs)}</td>
              <td>{hours(otherMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Draws anew when the colours change, and as wide as there is room. */
function drawChart(element: HTMLElement, chart: Chart): () => void {
  const draw = () => new uPlot(optionsOf(element, chart), dataOf(chart), element);
  let plot = draw();
  const again = () => {
    plot.destroy();
    plot = draw();
  };
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', again);
  const theme = new MutationObserver(again);
  theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const size = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
  size.observe(element);
  return () => {
    scheme.removeEventListener('change', again);
    theme.disconnect();
    size.disconnect();
    plot.destroy();
  };
}

/** A canvas reads colours, not the functions that choose them. */
function colourOf(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The taller columns, of all hours, stand behind those of billable ones. */
function dataOf({ points }: Chart): uPlot.AlignedData {
  return [
    points.map((_, index) => index),
    points.map(({ billableMs, otherMs }) => (billableMs + otherMs) / hourMs),
    points.map(({ billableMs }) => billableMs / hourMs),
  ];
}

function optionsOf(element: HTMLElement, { points, step }: Chart): uPlot.Options {
  const colour = (name: string) => colourOf(element, name);
  const axis = {
    stroke: colour('--chart-text'),
    font: '11px system-ui',
    grid: { stroke: colour('--chart-line'), width: 1 },
    ticks: { show: false },
  };
  const bars = uPlot.paths.bars?.({ size: [0.72, 36] });
  const series = (fill: string) => ({ fill, width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) });
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.6, points.length - 0.4] },
      y: { range: (_, __, most) => [0, Math.max(1, most)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        incrs: [1, 2, 3, 5, 7, 10, 14, 20, 50],
        values: (_, splits) => splits.map((at) => (points[at] ? periodText(step, points[at].from, 'short') : '')),
      },
      {
        ...axis,
        size: 40,
        incrs: [1, 2, 4, 8, 12, 24, 40, 80, 200, 500, 1000],
        values: (_, all) => all.map((at) => `${at}:00`),
      },
    ],
    series: [{}, series(colour('--chart-other')), series(colour('--chart-billable'))],
  };
}
