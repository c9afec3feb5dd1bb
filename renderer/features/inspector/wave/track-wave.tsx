import { useState } from 'react';
import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import type { KeyNotation } from '#shared/music-key.ts';
import { useText } from '../../../messages/use-text.ts';
import { usePlayer } from '../../player/index.ts';
import { overviewFromBase64, useWaveform } from '../../tracks/index.ts';
import { GridControls } from './grid-controls.tsx';
import { GridRuler } from './grid-ruler.tsx';
import { StretchStrip } from './stretch-strip.tsx';
import { keyStretches, sectionStretches } from './stretches.ts';
import styles from './track-wave.module.css';
import { useGridEditing } from './use-grid-editing.ts';
import { WaveSurface } from './wave-surface.tsx';
import { isZoomed, revealInWindow, type WaveWindow, wholeTrack, zoomStep, zoomWindow } from './wave-window.ts';

type TrackWaveProps = { track: TrackDetail; analysis: TrackAnalysis | null; notation: KeyNotation };

/**
 * The waveform of a track with its sections and keys. Near by it shows beats, and the grid can be moved.
 *
 * Mounted anew for each track, so that each begins as a whole.
 */
export function TrackWave({ track, analysis, notation }: TrackWaveProps) {
  const text = useText();
  const waveform = useWaveform(track);
  const durationMs = waveform?.durationMs ?? track.durationMs ?? 0;
  const [chosenWindow, setWindow] = useState<WaveWindow | null>(null);
  const [cursorMs, setCursor] = useState<number | null>(null);
  const [width, setWidth] = useState(0);
  const grid = useGridEditing(track.id, analysis, track.bpm);
  const playheadMs = usePlayer((state) => (state.track?.id === track.id ? state.positionMs : null));
  const whole = wholeTrack(durationMs);
  const window = chosenWindow ?? whole;
  const isNear = isZoomed(window, durationMs);
  const points = waveform ?? (track.waveform === null ? null : { overview: overviewFromBase64(track.waveform) });
  if (!points || durationMs <= 0) return null;

  const zoomTo = (factor: number, atMs: number) => {
    const next = zoomWindow(window, factor, atMs, durationMs);
    setWindow(isZoomed(next, durationMs) ? next : null);
  };
  const middle = cursorMs ?? playheadMs ?? grid.anchorMs ?? durationMs / 2;
  const zoomBy = (factor: number) => {
    zoomTo(factor, Math.max(window.fromMs, Math.min(window.toMs, middle)));
  };
  const sections = sectionStretches(analysis?.findings?.segments ?? [], text);
  const keys = keyStretches(analysis?.findings?.key.segments ?? [], notation, text);

  return (
    <section className={styles.wave} aria-label={text('inspector.wave.title')}>
      {isNear && <GridRuler grid={grid} window={window} width={width} durationMs={durationMs} />}
      <WaveSurface
        waveform={points}
        durationMs={durationMs}
        window={window}
        grid={isNear ? grid : null}
        cursorMs={cursorMs}
        playheadMs={playheadMs}
        width={width}
        trackId={track.id}
        onWidth={setWidth}
        onZoom={zoomTo}
        onWindow={setWindow}
        onCursor={(atMs) => {
          setCursor(atMs);
          setWindow((before) => before && revealInWindow(before, atMs, durationMs));
        }}
      />
      {sections.length > 1 && (
        <StretchStrip
          kind="sections"
          label={text('inspector.sections')}
          stretches={sections}
          window={window}
          width={width}
        />
      )}
      {keys.length > 1 && (
        <StretchStrip
          kind="keys"
          label={text('inspector.keyOverTime')}
          stretches={keys}
          window={window}
          width={width}
        />
      )}
      <GridControls
        grid={grid}
        isNear={isNear}
        cursorMs={cursorMs ?? (isNear ? playheadMs : null)}
        onZoomIn={() => zoomBy(isNear ? zoomStep : zoomStep ** 4)}
        onZoomOut={() => zoomBy(1 / zoomStep)}
        canZoomOut={isNear}
      />
    </section>
  );
}
