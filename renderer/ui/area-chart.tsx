import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import styles from './area-chart.module.css';
import { areaPath, niceSteps, stackValues } from './area-paths.ts';

type AreaChartProps = {
  /** Says what is shown; the chart's name. */
  label: string;
  /** What the points are, as 'Month'. */
  pointsName: string;
  /** The first lies at the bottom. Up to seven; the colours are those of series, in order. */
  series: readonly { key: string; name: string }[];
  points: readonly { id: string; name: string; short: string }[];
  /** By series, then by point. Areas stand on each other, so what is less than 0 has none; its text says it. */
  values: readonly (readonly number[])[];
  /** A value as it is shown, exactly. */
  valueText: (series: number, point: number) => string;
  /** The sum of a point, exactly. */
  totalText: (point: number) => string;
  totalName: string;
  tickText: (value: number) => string;
  /** The points that are meant, as those of a period, and what they are called. */
  marked?: { from: number; to: number; name: string } | undefined;
};

/** What the drawing is reckoned in; it is stretched to the room there is, between names at fixed widths. */
const [width, height] = [1000, 200];
/** Half of how wide the areas of a single point are. */
const loneHalf = 120;

/** Amounts over time, standing on each other, with what they are under the pointer or by arrow keys. */
export function AreaChart(props: AreaChartProps) {
  const { label, pointsName, series, points, values, valueText, totalText, totalName, tickText, marked } = props;
  const [at, setAt] = useState<number | null>(null);
  const plot = useRef<HTMLDivElement>(null);
  const stacks = stackValues(values, points.length);
  const most = Math.max(0, ...(stacks.at(-1) ?? []));
  const steps = niceSteps(most);
  const scale = steps.at(-1) || 1;
  const xOf = (point: number) => (points.length < 2 ? 0.5 : point / (points.length - 1)) * width;
  const yOf = (value: number) => (1 - value / scale) * height;
  const placesOf = (line: readonly number[] | undefined): [number, number][] => {
    const places = points.map((_, point): [number, number] => [xOf(point), yOf(line?.[point] ?? 0)]);
    const [lone] = places;
    if (!lone || places.length > 1) return places;
    return [-loneHalf, loneHalf].map((shift) => [lone[0] + shift, lone[1]]);
  };
  const shown = at === null || at >= points.length ? null : at;
  const pointAt = (event: PointerEvent<HTMLElement>) => {
    const box = plot.current?.getBoundingClientRect();
    if (!box || points.length === 0) return;
    const nearest = Math.round(((event.clientX - box.left) / box.width) * (points.length - 1));
    setAt(Math.min(points.length - 1, Math.max(0, nearest)));
  };
  const turn = (event: KeyboardEvent) => {
    const move = { ArrowLeft: -1, ArrowRight: 1, Home: -points.length, End: points.length }[event.key];
    if (event.key === 'Escape') setAt(null);
    if (move === undefined) return;
    event.preventDefault();
    setAt(Math.min(points.length - 1, Math.max(0, (shown ?? (move > 0 ? -1 : points.length)) + move)));
  };
  // At most a dozen are named below, evenly.
  const every = Math.max(1, Math.ceil(points.length / 12));
  return (
    <figure className={styles.figure} aria-label={label}>
      <ul className={styles.legend} aria-hidden="true">
        {series.map(({ key, name }, index) => (
          <li key={key} style={{ '--tone': `var(--series-${index + 1})` } as React.CSSProperties}>
            {name}
          </li>
        ))}
      </ul>
      <div
        className={styles.slider}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, points.length)}
        aria-valuenow={(shown ?? points.length - 1) + 1}
        aria-valuetext={shown === null ? (points.at(-1)?.name ?? '') : sentenceOf(shown)}
        onKeyDown={turn}
        onPointerMove={pointAt}
        onPointerDown={pointAt}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        <div ref={plot} className={styles.plot} aria-hidden="true">
          <svg
            viewBox={`0 0 ${width} ${height}`}
            preserveAspectRatio="none"
            className={styles.areas}
            aria-hidden="true"
          >
            {marked && (
              <rect
                className={styles.marked}
                x={xOf(marked.from)}
                width={Math.max(2, xOf(marked.to) - xOf(marked.from))}
                y={0}
                height={height}
              />
            )}
            {steps.map((step) => (
              <line key={step} className={styles.line} x1={0} x2={width} y1={yOf(step)} y2={yOf(step)} />
            ))}
            {series.map(({ key }, index) => (
              <path
                key={key}
                style={{ fill: `var(--series-${index + 1})` }}
                d={areaPath(placesOf(stacks[index]), placesOf(stacks[index - 1]))}
              />
            ))}
            {shown !== null && <line className={styles.cursor} x1={xOf(shown)} x2={xOf(shown)} y1={0} y2={height} />}
          </svg>
          {steps.map((step) => (
            <span key={step} className={styles.tick} style={{ top: `${(yOf(step) / height) * 100}%` }}>
              {tickText(step)}
            </span>
          ))}
          {points.map(({ id, short: name }, point) =>
            point % every === 0 ? (
              <span
                key={id}
                className={styles.point}
                data-second={(point / every) % 2 === 1}
                style={{ left: `${(xOf(point) / width) * 100}%` }}
              >
                {name}
              </span>
            ) : null,
          )}
          {marked && (
            <span className={styles.markName} style={{ left: `${(xOf(marked.from) / width) * 100}%` }}>
              {marked.name}
            </span>
          )}
          {shown !== null && (
            <div
              className={styles.values}
              data-side={shown > (points.length - 1) / 2 ? 'left' : 'right'}
              style={{ left: `${(xOf(shown) / width) * 100}%` }}
            >
              <strong>{points[shown]?.name}</strong>
              {series.map(({ key, name }, index) => (
                <span key={key} style={{ '--tone': `var(--series-${index + 1})` } as React.CSSProperties}>
                  <span>{name}</span> <b>{valueText(index, shown)}</b>
                </span>
              ))}
              <span className={styles.total}>
                <span>{totalName}</span> <b>{totalText(shown)}</b>
              </span>
            </div>
          )}
        </div>
      </div>
      <table className={styles.figures}>
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{pointsName}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{totalName}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ id, name }, point) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {series.map(({ key }, index) => (
                <td key={key}>{valueText(index, point)}</td>
              ))}
              <td>{totalText(point)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );

  function sentenceOf(point: number): string {
    const parts = series.map(({ name }, index) => `${name} ${valueText(index, point)}`);
    return `${points[point]?.name}: ${[...parts, `${totalName} ${totalText(point)}`].join(', ')}`;
  }
}
