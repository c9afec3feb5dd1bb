import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './column-chart.module.css';

type Series = { name: string; tone: 'first' | 'second' };

type Point = {
  id: string;
  /** In the table, and below the column. */
  name: string;
  short: string;
  /** One for each series, standing on each other. */
  values: readonly number[];
};

export type ColumnChartProps = {
  /** Says what is shown; the chart's name. */
  label: string;
  /** What the points are, as 'Month'. */
  pointsName: string;
  series: readonly Series[];
  points: readonly Point[];
  valueText: (value: number) => string;
  /** Beside the axis, where that is shorter. */
  tickText?: (value: number) => string;
  /** Steps of the axis to choose from, small to large. */
  steps: readonly number[];
};

const height = 132;

/** Amounts over time as columns. The table of their figures is there for who cannot see them. */
export function ColumnChart(props: ColumnChartProps) {
  const { label, pointsName, series, points, valueText } = props;
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef(props);
  useEffect(() => {
    newest.current = props;
  });
  // Drawn anew when what is shown is another, not when functions are.
  const shown = JSON.stringify([series, points]);
  useEffect(() => (place.current && shown ? drawChart(place.current, newest.current) : undefined), [shown]);
  return (
    <figure className={styles.figure} aria-label={label}>
      {series.length > 1 && (
        <div className={styles.legend} aria-hidden="true">
          {series.map(({ name, tone }) => (
            <span key={name} data-tone={tone}>
              {name}
            </span>
          ))}
        </div>
      )}
      <div ref={place} className={styles.chart} aria-hidden="true" />
      <table className={styles.figures}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{pointsName}</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ id, name, values }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {series.map((one, index) => (
                <td key={one.name}>{valueText(values[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** Draws anew when the colours change, and as wide as there is room. */
function drawChart(element: HTMLElement, props: ColumnChartProps): () => void {
  const draw = () => new uPlot(optionsOf(element, props), dataOf(props), element);
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

/** The taller columns, of all together, stand behind those of fewer series. */
function dataOf({ series, points }: ColumnChartProps): uPlot.AlignedData {
  const sums = series.map((_, last) =>
    points.map(({ values }) => values.slice(0, last + 1).reduce((sum, value) => sum + value, 0)),
  );
  return [points.map((_, index) => index), ...sums.toReversed()];
}

function optionsOf(
  element: HTMLElement,
  { series, points, steps, valueText, tickText = valueText }: ColumnChartProps,
): uPlot.Options {
  const axis = {
    stroke: colourOf(element, '--text-3'),
    font: '11px system-ui',
    grid: { stroke: colourOf(element, '--line'), width: 1 },
    ticks: { show: false },
  };
  const paths = uPlot.paths.bars?.({ size: [0.72, 36] });
  const columns = series.toReversed().map(({ tone }) => ({
    fill: colourOf(element, tone === 'first' ? '--series-1' : '--series-2'),
    width: 0,
    points: { show: false },
    ...(paths ? { paths } : {}),
  }));
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, range: [-0.6, points.length - 0.4] },
      y: { range: (_, __, most) => [0, Math.max(steps[0] ?? 1, most)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        incrs: [1, 2, 3, 5, 7, 10, 14, 20, 50],
        values: (_, splits) => splits.map((at) => points[at]?.short ?? ''),
      },
      { ...axis, size: 48, incrs: [...steps], values: (_, all) => all.map(tickText) },
    ],
    series: [{}, ...columns],
  };
}
