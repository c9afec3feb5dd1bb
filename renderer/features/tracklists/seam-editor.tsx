import { Headphones, Magnet, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { TracklistEntry } from '#shared/contract/tracklists.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, Kbd, useMediaQuery } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { useWaveform, WaveformCanvas } from '../tracks/index.ts';
import { lowWindow, Playhead, useWidth } from './mix-overview.tsx';
import styles from './seam-editor.module.css';
import { listenAcross, moveSeam, saveSeam, snapToBeat, stepSeam } from './tracklists.actions.ts';
import { useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

const waveHeights = { usual: 96, low: 52 };
const usualReachMs = 32_000;
const nearestReachMs = 2000;
const wheelZoomPerPixel = 0.002;
/** Nearer than this, beats are a grey sheet and help nobody. */
const narrowestBeat = 5;

type Window = { fromMs: number; toMs: number };

type SeamEditorProps = { details: TracklistDetails; mix: TrackRow };

/** The recording around the start of the selected entry, which is moved by dragging its line or by keys. */
export function SeamEditor({ details, mix }: SeamEditorProps) {
  const text = useText();
  const selected = useTracklists((state) => state.selected);
  const moving = useTracklists((state) => state.moving);
  const [reachMs, setReach] = useState(usualReachMs);
  const { data: analysis } = useCall('analysis.get', { id: mix.id }, { enabled: mix.analysisState === 'done' });
  const index = details.entries.findIndex(({ id }) => id === selected);
  const entry = details.entries[index];
  const before = details.entries.slice(0, Math.max(0, index)).findLast(({ startMs }) => startMs !== null);
  const durationMs = mix.durationMs ?? details.durationMs ?? 0;
  const startMs = entry && (moving?.id === entry.id ? moving.startMs : entry.startMs);
  const centre = useSettledCentre(entry, entry?.startMs ?? null);
  const furthest = Math.max(nearestReachMs, durationMs / 2);
  const zoom = (factor: number) => setReach((reach) => Math.max(nearestReachMs, Math.min(furthest, reach / factor)));
  const beatsMs = analysis?.beatsMs ?? noBeats;
  const hasStart = entry !== undefined && startMs !== null && startMs !== undefined && centre !== null;
  const number = index + 1;
  return (
    <section className={styles.seam} aria-label={text('tracklists.seamFirst', { after: number })}>
      <header className={styles.head}>
        <strong>
          {before
            ? text('tracklists.seam', { before: details.entries.indexOf(before) + 1, after: number })
            : text('tracklists.seamFirst', { after: Math.max(1, number) })}
        </strong>
        <span className={styles.hint}>
          {text('tracklists.seamHint')} <Kbd keys="ArrowLeft" /> <Kbd keys="ArrowRight" />{' '}
          {text('tracklists.seamHintEnd')}
        </span>
        <span className={styles.space} />
        <IconButton size="small" label={text('tracklists.zoomOut')} onPress={() => zoom(0.5)}>
          <ZoomOut size={14} />
        </IconButton>
        <IconButton size="small" label={text('tracklists.zoomIn')} onPress={() => zoom(2)}>
          <ZoomIn size={14} />
        </IconButton>
        <Button
          size="small"
          icon={<Magnet size={14} />}
          isDisabled={!hasStart || beatsMs.length === 0}
          onPress={() => void attempt(() => snapToBeat(beatsMs))}
        >
          {text('tracklists.snap')}
        </Button>
        <Button
          size="small"
          icon={<Headphones size={14} />}
          keys="Space"
          isDisabled={!hasStart}
          onPress={() => void attempt(listenAcross)}
        >
          {text('tracklists.listen')}
        </Button>
      </header>
      {hasStart && (
        <SeamWave
          mix={mix}
          entry={entry}
          number={number}
          before={before}
          startMs={startMs}
          window={windowAround(centre, reachMs, durationMs)}
          durationMs={durationMs}
          beatsMs={beatsMs}
          onZoom={zoom}
        />
      )}
    </section>
  );
}

const noBeats: readonly number[] = [];

/** The window stays where it is while its line moves, and follows once that is saved far away. */
function useSettledCentre(entry: TracklistEntry | undefined, startMs: number | null): number | null {
  const [centre, setCentre] = useState(startMs);
  const shown = useRef(entry?.id);
  useEffect(() => {
    const isOther = shown.current !== entry?.id;
    shown.current = entry?.id;
    setCentre((before) => {
      if (isOther || before === null || startMs === null) return startMs;
      return Math.abs(before - startMs) > usualReachMs / 2 ? startMs : before;
    });
  }, [entry?.id, startMs]);
  return shown.current === entry?.id ? centre : startMs;
}

function windowAround(centreMs: number, reachMs: number, durationMs: number): Window {
  const length = Math.min(2 * reachMs, Math.max(1, durationMs));
  const fromMs = Math.max(0, Math.min(durationMs - length, centreMs - length / 2));
  return { fromMs, toMs: fromMs + length };
}

type SeamWaveProps = {
  mix: TrackRow;
  entry: TracklistEntry;
  number: number;
  before: TracklistEntry | undefined;
  startMs: number;
  window: Window;
  durationMs: number;
  beatsMs: readonly number[];
  onZoom: (factor: number) => void;
};

function SeamWave({ mix, entry, number, before, startMs, window, durationMs, beatsMs, onZoom }: SeamWaveProps) {
  const text = useText();
  const [width, setWidth] = useState(0);
  const box = useRef<HTMLDivElement | null>(null);
  const observe = useWidth(setWidth);
  const waveHeight = waveHeights[useMediaQuery(lowWindow) ? 'low' : 'usual'];
  const drag = useRef<{ x: number; startMs: number } | null>(null);
  const waveform = useWaveform(mix);
  useWheelZoom(box, onZoom);
  const length = window.toMs - window.fromMs;
  const place = (ms: number) => `${((ms - window.fromMs) / length) * 100}%`;
  const points = waveform ? (waveform.detail.length > 0 ? waveform.detail : waveform.medium) : null;
  const blendMs = before?.endMs != null && before.endMs > startMs ? before.endMs - startMs : 0;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, startMs };
  };
  const onPointerMove = (event: PointerEvent) => {
    const from = drag.current;
    if (!from || width === 0) return;
    const wanted = from.startMs + ((event.clientX - from.x) / width) * length;
    moveSeam(entry.id, Math.max(0, Math.min(durationMs, wanted)));
  };
  const onPointerUp = () => {
    if (drag.current) void saveSeam();
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (event.key === '+' || event.key === '-') onZoom(event.key === '+' ? 2 : 0.5);
    else if (direction !== 0) stepSeam(direction * (event.shiftKey ? 75 : 1));
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={(element) => {
        box.current = element;
        return observe(element);
      }}
      className={styles.wave}
    >
      <div className={styles.names}>
        <span style={{ right: `calc(100% - ${place(startMs)} + 46px)` }}>{before?.title}</span>
        <span style={{ left: `calc(${place(startMs)} + 46px)` }}>{entry.title}</span>
      </div>
      <div className={styles.canvas} style={{ height: waveHeight }}>
        {points && (
          <WaveformCanvas
            points={points}
            height={waveHeight}
            from={window.fromMs / durationMs}
            to={window.toMs / durationMs}
          />
        )}
        <Beats beatsMs={beatsMs} window={window} width={width} height={waveHeight} />
        {blendMs > 0 && (
          <span className={styles.blend} style={{ left: place(startMs), width: `${(blendMs / length) * 100}%` }}>
            <em>{text('tracklists.blendEnds', { seconds: Math.round(blendMs / 1000) })}</em>
          </span>
        )}
        <Playhead mixId={mix.id} fromMs={window.fromMs} toMs={window.toMs} className={styles.playhead ?? ''} />
      </div>
      <div
        role="slider"
        tabIndex={0}
        className={styles.line}
        style={{ left: place(startMs) }}
        aria-label={text('tracklists.seamPlace', { number })}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationMs)}
        aria-valuenow={Math.round(startMs)}
        aria-valuetext={writeTime(startMs, 2)}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={onKeyDown}
        onBlur={() => void saveSeam()}
      >
        <span className={styles.time}>{writeTime(startMs, 2)}</span>
      </div>
    </div>
  );
}

type BeatsProps = { beatsMs: readonly number[]; window: Window; width: number; height: number };

function Beats({ beatsMs, window, width, height }: BeatsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0) return;
    const ratio = globalThis.devicePixelRatio;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    const shown = beatsMs.filter((beat) => beat >= window.fromMs && beat <= window.toMs);
    if (shown.length < 2 || width / shown.length < narrowestBeat) return;
    context.fillStyle = getComputedStyle(canvas.current).color;
    for (const beat of shown) {
      const x = ((beat - window.fromMs) / (window.toMs - window.fromMs)) * width;
      context.fillRect(Math.round(x * ratio), 0, 1, canvas.current.height);
    }
  }, [beatsMs, window, width, height]);
  return <canvas ref={canvas} className={styles.beats} />;
}

/** React's own wheel events cannot keep the page from scrolling. */
function useWheelZoom(ref: React.RefObject<HTMLElement | null>, onZoom: (factor: number) => void): void {
  const latest = useRef(onZoom);
  useEffect(() => {
    latest.current = onZoom;
  });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return;
      event.preventDefault();
      latest.current(Math.exp(-event.deltaY * wheelZoomPerPixel));
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [ref]);
}
