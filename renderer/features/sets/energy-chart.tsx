import { useLayoutEffect, useRef, useState } from 'react';
import type { SetPlan } from '#shared/contract/playlists.ts';
import type { SetRow } from '#shared/contract/sets.ts';
import { mostEnergy } from '#shared/energy-curve.ts';
import { formatKey } from '#shared/music-key.ts';
import { useSettings } from '../../api/settings.ts';
import type { MessageId } from '../../messages/index.ts';
import { useText } from '../../messages/use-text.ts';
import { useMediaQuery } from '../../ui/index.ts';
import { formatLength, formatTime, keyColours } from '../tracks/index.ts';
import { curvePath, layoutFlags, timeTicks } from './chart-layout.ts';
import { CurveHandles } from './curve-handles.tsx';
import styles from './energy-chart.module.css';
import { titleOf } from './set-data.ts';
import { SetWaves } from './set-waves.tsx';
import { selectRow, useSets } from './sets.store.ts';

const lines = [10, 8, 6, 4, 2] as const;
const tallPlot = 150;
const lowPlot = 84;
/** Narrower cells show their colour only. */
const leastKeyWidth = 24;

type EnergyChartProps = { plan: SetPlan; rows: readonly SetRow[]; durationMs: number };

/** The energy curve over the waveforms of the set, with its keys and its time. */
export function EnergyChart({ plan, rows, durationMs }: EnergyChartProps) {
  const text = useText();
  const { ref: plotRef, width } = useWidth();
  const height = useMediaQuery('(height < 760px)') ? lowPlot : tallPlot;
  const selected = useSets((state) => state.row);
  const shownMs = durationMs || plan.durationMs || 1;
  const xOf = (ms: number) => (ms / shownMs) * width;
  const timeText = (at: number) => clockText(at * shownMs, plan.startsAt);
  const row = rows[selected];
  return (
    <section className={styles.chart} aria-label={text('sets.chart')}>
      <div className={styles.scale} style={{ height }} aria-hidden="true">
        {lines.map((energy) => (
          <span key={energy} style={{ top: height * (1 - energy / mostEnergy) }}>
            {energy}
          </span>
        ))}
      </div>
      <div ref={plotRef} className={styles.plot}>
        <Flags rows={rows} xOf={xOf} width={width} />
        <div className={styles.figure} style={{ height }}>
          {lines.map((energy) => (
            <i key={energy} className={styles.line} style={{ top: height * (1 - energy / mostEnergy) }} />
          ))}
          {weakRows(rows).map(({ place, row: weak }) => (
            <Shade
              key={place}
              className={styles.weak}
              from={xOf(weak.startsMs)}
              to={xOf(weak.startsMs + weak.lengthMs)}
            />
          ))}
          {row && <Shade className={styles.selected} from={xOf(row.startsMs)} to={xOf(row.startsMs + row.lengthMs)} />}
          <SetWaves rows={rows} durationMs={shownMs} width={width} height={height} />
          <svg className={styles.curve} width={width} height={height} aria-hidden="true">
            <path d={curvePath(plan.curve, width, height)} />
          </svg>
          <CurveHandles curve={plan.curve} width={width} height={height} timeText={timeText} />
        </div>
        <KeyStrip rows={rows} xOf={xOf} />
        <div className={styles.axis} aria-hidden="true">
          {timeTicks(shownMs, plan.startsAt, width).map(({ ms, x }) => (
            <span key={ms} style={{ left: x }}>
              {clockText(ms, plan.startsAt)}
            </span>
          ))}
        </div>
      </div>
    </section>
  );
}

/** A moment of the set: of the clock, or since the set began. */
function clockText(ms: number, startsAt: number | null): string {
  return startsAt === null ? formatLength(ms) : formatTime(startsAt + ms);
}

function Shade({ className, from, to }: { className: string | undefined; from: number; to: number }) {
  return <i className={className} style={{ left: from, width: Math.max(2, to - from - 1) }} />;
}

/** Rows that are come to by a weak step. */
function weakRows(rows: readonly SetRow[]): { place: number; row: SetRow }[] {
  return rows.flatMap((row, place) => (rows[place - 1]?.step?.isWeak ? [{ place, row }] : []));
}

function weakText(row: SetRow): MessageId {
  const kinds = new Set(row.step?.reasons.filter(({ tone }) => tone === 'weak').map(({ kind }) => kind));
  if (kinds.has('weakKeyStep')) return 'sets.weakKey';
  if (kinds.has('tempoChange') || kinds.has('halfDouble')) return 'sets.weakTempo';
  return kinds.has('energyStep') ? 'sets.weakEnergy' : 'sets.weakStep';
}

function Flags({ rows, xOf, width }: { rows: readonly SetRow[]; xOf: (ms: number) => number; width: number }) {
  const text = useText();
  const marks = weakRows(rows).map(({ place, row }) => ({
    row: place,
    from: xOf(row.startsMs),
    to: xOf(row.startsMs + row.lengthMs),
    text: text(weakText(rows[place - 1]!)),
  }));
  const flags = layoutFlags(marks, width, (count) => text('sets.weakSteps', { count }));
  return (
    <div className={styles.flags}>
      {flags.map(({ left, width: flagWidth, rows: places, text: what }) => (
        <button
          key={places[0]}
          type="button"
          className={styles.flag}
          style={{ left, width: flagWidth }}
          aria-label={text('sets.goToWeak', { what, title: titleOf(rows[places[0]!]!) })}
          // The row before the step: what follows it is to be replaced.
          onClick={() => selectRow(places[0]! - 1)}
        >
          {what}
        </button>
      ))}
    </div>
  );
}

function KeyStrip({ rows, xOf }: { rows: readonly SetRow[]; xOf: (ms: number) => number }) {
  const { keyNotation } = useSettings();
  return (
    <div className={styles.keys} aria-hidden="true">
      {rows.map(({ entry, startsMs, lengthMs }) => {
        const key = entry.track?.key ?? null;
        const [left, right] = [xOf(startsMs), xOf(startsMs + lengthMs)];
        const width = Math.max(1, right - left - 1);
        return (
          <span
            key={entry.id}
            className={key === null ? styles.noKey : styles.key}
            style={{ ...(key === null ? {} : keyColours(key)), left, width }}
          >
            {key !== null && width >= leastKeyWidth && formatKey(key, keyNotation)}
          </span>
        );
      })}
    </div>
  );
}

function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    setWidth(Math.floor(element.getBoundingClientRect().width));
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
