import { type CSSProperties, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { TracklistEntry, TracklistId } from '#shared/contract/tracklists.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';
import { effectiveEnds } from '#shared/tracklist/timing.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, useMediaQuery } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { isPlaying, livePositionMs, playAt, seekTo, usePlayer } from '../player/index.ts';
import { keyColours, overviewFromBase64, useWaveform, WaveformCanvas } from '../tracks/index.ts';
import styles from './mix-overview.module.css';
import { chooseMix, saveSeam } from './tracklists.actions.ts';
import { openDialog, selectEntry, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

const waveHeights = { usual: 96, low: 44 };
/** Windows so low keep room for the table. */
export const lowWindow = '(max-height: 760px)';
const letterWidth = 9;
/** Distances between the times below, the smallest that leaves them room. */
const axisSteps = [10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400].map((seconds) => seconds * 1000);
const axisLabelWidth = 70;

type Span = { entry: TracklistEntry; number: number; startMs: number; endMs: number };

/** The whole mix with a numbered span for each entry. A click on a span selects it, one on the waveform plays there. */
export function MixOverview({ details }: { details: TracklistDetails }) {
  const text = useText();
  const { mix, entries, count } = details;
  const moving = useTracklists((state) => state.moving);
  const [width, setWidth] = useState(0);
  const ref = useWidth(setWidth);
  const spans = spansOf(entries, details.durationMs, moving);
  const lengthMs = Math.max(details.durationMs ?? 0, ...spans.map(({ endMs }) => endMs));
  if (lengthMs <= 0 && !mix) return <NoMix id={details.id} />;
  const step = axisSteps.find((each) => (each / lengthMs) * width >= axisLabelWidth) ?? lengthMs;
  const marks = width > 0 ? Array.from({ length: Math.floor(lengthMs / step) + 1 }, (_, index) => index * step) : [];
  return (
    <>
      {/* The table below says the same in words. */}
      <div ref={ref} className={styles.overview} role="img" aria-label={text('tracklists.overview', { count })}>
        <div className={styles.spans}>
          {spans.map((span) => (
            <SpanMark key={span.entry.id} span={span} lengthMs={lengthMs} width={width} />
          ))}
        </div>
        {mix && <OverviewWave mix={mix} spans={spans} lengthMs={lengthMs} />}
        <div className={styles.axis}>
          {marks.map((ms) =>
            (ms / lengthMs) * width <= width - axisLabelWidth / 2 ? (
              <span key={ms} style={{ left: `${(ms / lengthMs) * 100}%` }} data-first={ms === 0 || undefined}>
                {writeTime(ms)}
              </span>
            ) : null,
          )}
        </div>
      </div>
      {!mix && <NoMix id={details.id} />}
    </>
  );
}

/** From here on a recording is offered at once. */
const likelyMix = 0.5;

function NoMix({ id }: { id: TracklistId }) {
  const text = useText();
  const { data: candidates = [] } = useCall('tracklists.mixCandidates', { id });
  const [likely] = candidates;
  if (likely && likely.score >= likelyMix) {
    const { track, score } = likely;
    const name = track.title || track.fileName;
    return (
      <p className={styles.noMix}>
        {text('tracklists.likelyMix', { name, percent: Math.round(score * 100) })}
        <Button
          kind="link"
          size="small"
          onPress={() => void attempt(() => chooseMix(id, { id: track.id, title: name }))}
        >
          {text('tracklists.useMix')}
        </Button>
        <Button kind="link" size="small" onPress={() => openDialog('mix')}>
          {text('tracklists.otherMix')}
        </Button>
      </p>
    );
  }
  return (
    <p className={styles.noMix}>
      {text('tracklists.noMix')}
      <Button kind="link" size="small" onPress={() => openDialog('mix')}>
        {text('tracklists.chooseMix')}
      </Button>
    </p>
  );
}

/** Where each entry with a start lies; one that is being moved where it is on screen. */
function spansOf(
  given: readonly TracklistEntry[],
  durationMs: number | null,
  moving: ReturnType<typeof useTracklists.getState>['moving'],
): Span[] {
  const entries = given.map((entry) => (entry.id === moving?.id ? { ...entry, startMs: moving.startMs } : entry));
  const next = effectiveEnds(
    entries.map((entry) => ({ ...entry, endMs: null })),
    durationMs,
  );
  return entries.flatMap((entry, index) => {
    const { startMs } = entry;
    if (startMs === null) return [];
    return [{ entry, number: index + 1, startMs, endMs: Math.max(startMs, next[index] ?? startMs) }];
  });
}

function SpanMark({ span, lengthMs, width }: { span: Span; lengthMs: number; width: number }) {
  const isSelected = useTracklists((state) => state.selected === span.entry.id);
  const { entry, number, startMs, endMs } = span;
  const key = entry.track?.key ?? entry.musicalKey;
  const share = (endMs - startMs) / lengthMs;
  const fits = share * width >= String(number).length * letterWidth;
  return (
    <span
      className={styles.span}
      data-selected={isSelected || undefined}
      data-unknown={entry.isUnknown || key === null || undefined}
      style={
        {
          ...(key === null ? {} : keyColours(key)),
          left: `${(startMs / lengthMs) * 100}%`,
          width: `${share * 100}%`,
        } as CSSProperties
      }
      title={`${number}. ${entry.artist === '' ? '' : `${entry.artist} - `}${entry.title}`}
      onPointerDown={() => {
        void saveSeam();
        selectEntry(entry.id);
      }}
    >
      {fits && number}
    </span>
  );
}

type OverviewWaveProps = { mix: NonNullable<TracklistDetails['mix']>; spans: Span[]; lengthMs: number };

function OverviewWave({ mix, spans, lengthMs }: OverviewWaveProps) {
  const selected = useTracklists((state) => state.selected);
  const waveHeight = waveHeights[useMediaQuery(lowWindow) ? 'low' : 'usual'];
  const waveform = useWaveform(mix);
  const points = waveform?.medium ?? (mix.waveform === null ? null : overviewFromBase64(mix.waveform));
  const share = mix.durationMs === null ? 1 : Math.min(1, mix.durationMs / lengthMs);
  const current = spans.find(({ entry }) => entry.id === selected);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    const positionMs = ((event.clientX - box.left) / box.width) * lengthMs;
    if (usePlayer.getState().track?.id === mix.id) seekTo(positionMs);
    else void attempt(() => playAt(mix.id, { positionMs, gainDb: 0 }));
  };
  return (
    <div className={styles.wave} style={{ height: waveHeight }} onPointerDown={onPointerDown}>
      {points ? (
        <div style={{ width: `${share * 100}%` }}>
          <WaveformCanvas points={points} height={waveHeight} />
        </div>
      ) : (
        <span className={styles.noWave} />
      )}
      {spans.map(({ entry, startMs }) => (
        <i key={entry.id} className={styles.cut} style={{ left: `${(startMs / lengthMs) * 100}%` }} />
      ))}
      {current && (
        <span
          className={styles.current}
          style={{
            left: `${(current.startMs / lengthMs) * 100}%`,
            width: `${((current.endMs - current.startMs) / lengthMs) * 100}%`,
          }}
        />
      )}
      <Playhead mixId={mix.id} fromMs={0} toMs={lengthMs} className={styles.playhead ?? ''} />
    </div>
  );
}

type PlayheadProps = { mixId: number; fromMs: number; toMs: number; className: string };

/** Where the recording plays now, moved with every frame and without drawing anything again. */
export function Playhead({ mixId, fromMs, toMs, className }: PlayheadProps) {
  const ref = useRef<HTMLSpanElement>(null);
  const isHere = usePlayer((state) => state.track?.id === mixId);
  const isMoving = usePlayer(isPlaying);
  const positionMs = usePlayer((state) => state.positionMs);
  useEffect(() => {
    const show = (ms: number) => {
      const share = (ms - fromMs) / Math.max(1, toMs - fromMs);
      const element = ref.current;
      if (!element) return;
      element.hidden = share < 0 || share > 1;
      element.style.left = `${share * 100}%`;
    };
    show(positionMs);
    if (!isHere || !isMoving) return;
    let frame = requestAnimationFrame(function move() {
      show(livePositionMs());
      frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [fromMs, toMs, isHere, isMoving, positionMs]);
  return isHere ? <span ref={ref} className={className} /> : null;
}

/** Tells how wide an element is, now and when that changes. */
export function useWidth(onWidth: (width: number) => void): (element: HTMLElement | null) => (() => void) | undefined {
  const latest = useRef(onWidth);
  useEffect(() => {
    latest.current = onWidth;
  });
  const [observe] = useState(() => (element: HTMLElement | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) latest.current(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    latest.current(Math.floor(element.clientWidth));
    return () => observer.disconnect();
  });
  return observe;
}
