import type { MouseEvent } from 'react';
import type { AnalyticsRow } from '#shared/contract/analytics.ts';
import { useText } from '../../messages/use-text.ts';
import { countryName, exactAmount, roughAmount, shownAmount } from './analytics-words.ts';
import styles from './world-map.module.css';
import { worldBox, worldShapes } from './world-shapes.ts';

const shapes = worldShapes();
const drawn = new Set(shapes.map(({ code }) => code));
const levels = 5;
/** How many of those that are too small for the map are named. */
const mostNamed = 8;

type WorldMapProps = { rows: readonly AnalyticsRow[]; currency: string; onChoose: (row: AnalyticsRow) => void };

/** Countries by what came from them. The table below says the same, and is for keys. */
export function WorldMap({ rows, currency, onChoose }: WorldMapProps) {
  const text = useText();
  const byCode = new Map(rows.map((row) => [row.key, row]));
  const most = Math.max(0, ...rows.filter(({ key }) => drawn.has(key)).map(({ net }) => roughAmount(net)));
  const said = (row: AnalyticsRow) =>
    text('analytics.mapCountry', {
      country: countryName(row.key),
      amount: `${shownAmount(row.net, currency)} ${currency}`,
    });
  const choose = (event: MouseEvent<SVGSVGElement>) => {
    const code = event.target instanceof Element ? event.target.getAttribute('data-code') : null;
    const row = code === null ? undefined : byCode.get(code);
    if (row) onChoose(row);
  };
  const rest = rows.filter(({ key, net }) => countryName(key) !== key && !drawn.has(key) && exactAmount(net) !== 0n);
  return (
    <figure className={styles.figure}>
      <svg
        className={styles.map}
        viewBox={`${worldBox.x} ${worldBox.y} ${worldBox.width} ${worldBox.height}`}
        role="img"
        aria-label={text('analytics.map')}
        onClick={choose}
        onKeyDown={() => undefined}
      >
        {shapes.map(({ id, code, path }) => {
          const row = code === '' ? undefined : byCode.get(code);
          return (
            <path key={id} d={path} data-code={row ? code : undefined} data-level={levelOf(row, most)}>
              {row && <title>{said(row)}</title>}
            </path>
          );
        })}
      </svg>
      <figcaption className={styles.caption}>
        {most > 0 && (
          <span className={styles.legend}>
            {text('analytics.mapLeast')}
            {Array.from({ length: levels + 1 }, (_, level) => level).map((level) => (
              <span key={level} data-level={level} aria-hidden="true" />
            ))}
            {shownAmount(String(most), currency)} {currency}
          </span>
        )}
        {rest.length > 0 && (
          <span>{text('analytics.mapRest', { countries: rest.slice(0, mostNamed).map(said).join(', ') })}</span>
        )}
      </figcaption>
    </figure>
  );
}

/** 0 for nothing, then in steps by the root, so that a large one does not hide all others. */
function levelOf(row: AnalyticsRow | undefined, most: number): number {
  const net = row ? roughAmount(row.net) : 0;
  if (net <= 0 || most <= 0) return 0;
  return Math.max(1, Math.ceil(Math.sqrt(net / most) * levels));
}
