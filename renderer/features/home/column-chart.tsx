import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './column-chart.module.css';

type ColumnChartProps = {
  /** Says what is shown; the chart's name. */
  label: string;
  names: readonly string[];
  counts: readonly number[];
};

const height = 140;

/** Counts over time as columns. The table of its figures is there for who cannot see it. */
export function ColumnChart({ label, names, counts }: ColumnChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element || names.length === 0) return undefined;
    const colour = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const axis = {
      stroke: colour('--chart-text'),
      grid: { stroke: colour('--chart-line'), width: 1 },
      ticks: { show: false },
    };
    const bars = uPlot.paths.bars?.({ size: [0.7, 40] });
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { show: false },
        scales: {
          x: { time: false, range: [-0.6, names.length - 0.4] },
          y: { range: (_, __, max) => [0, Math.max(1, max)] },
        },
        axes: [
          { ...axis, grid: { show: false }, values: (_, splits) => splits.map((at) => names[at] ?? '') },
          { ...axis, size: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        ],
        series: [
          {},
          { fill: colour('--chart-bar'), width: 0, points: { show: false }, ...(bars ? { paths: bars } : {}) },
        ],
      },
      [names.map((_, index) => index), [...counts]],
      element,
    );
    const observer = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [names, counts]);

  return (
    <figure className={styles.figure} aria-label={label}>
      <div ref={place} className={styles.chart} aria-hidden="true" />
      <table className={styles.figures}>
        <caption>{label}</caption>
        <tbody>
          {names.map((name, index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{counts[index]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
