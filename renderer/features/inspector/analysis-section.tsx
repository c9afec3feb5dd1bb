import type { ReactNode } from 'react';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { formatKey, type KeyNotation } from '#shared/music-key.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Meter } from '../../ui/index.ts';
import { formatBpm, formatDecibels, formatPercent, KeyLabel } from '../tracks/index.ts';
import styles from './analysis-section.module.css';
import { Section } from './section.tsx';

/** Under these a value waits for a look. */
const sure = { bpm: 0.8, key: 0.7 } as const;

type AnalysisSectionProps = { track: TrackDetail; notation: KeyNotation };

/** What was measured, and how sure it is. */
export function AnalysisSection({ track, notation }: AnalysisSectionProps) {
  const text = useText();
  if (track.analysisState !== 'done') {
    const reason = track.problemCode === null ? null : errorText(text, track.problemCode);
    return (
      <Section title={text('inspector.analysis')}>
        <p className={styles.state}>{reason ?? text(`inspector.state.${track.analysisState}`)}</p>
      </Section>
    );
  }
  return (
    <Section title={text('inspector.analysis')}>
      <Measure name={text('library.column.bpm')} confidence={track.bpmConfidence} limit={sure.bpm}>
        {track.bpm === null ? '–' : formatBpm(track.bpm)}
      </Measure>
      <Measure name={text('library.column.key')} confidence={track.keyConfidence} limit={sure.key}>
        {track.key === null ? '–' : <KeyValue musicKey={track.key} notation={notation} />}
      </Measure>
      {track.alternativeKey !== null && (
        <Plain name={text('inspector.alternativeKey')}>
          <KeyLabel musicKey={track.alternativeKey} notation={notation} />
        </Plain>
      )}
      {track.lufs !== null && (
        <Plain
          name={text('inspector.loudness')}
          note={track.truePeakDb === null ? '' : text('inspector.peak', { peak: formatDecibels(track.truePeakDb) })}
        >
          {text('inspector.lufs', { lufs: formatDecibels(track.lufs) })}
        </Plain>
      )}
      {track.loudnessRange !== null && (
        <Plain name={text('inspector.range')}>
          {text('inspector.loudnessRange', { range: formatDecibels(track.loudnessRange) })}
        </Plain>
      )}
      {track.tagBpm !== null && <Plain name={text('inspector.tagBpm')}>{formatBpm(track.tagBpm)}</Plain>}
      {track.tagKey !== null && (
        <Plain name={text('inspector.tagKey')}>
          <KeyLabel musicKey={track.tagKey} notation={notation} />
        </Plain>
      )}
    </Section>
  );
}

function KeyValue({ musicKey, notation }: { musicKey: number; notation: KeyNotation }) {
  return (
    <>
      <KeyLabel musicKey={musicKey} notation={notation} />
      <span className={styles.keyName}>{formatKey(musicKey, notation === 'classical' ? 'camelot' : 'classical')}</span>
    </>
  );
}

type MeasureProps = { name: string; confidence: number | null; limit: number; children: ReactNode };

function Measure({ name, confidence, limit, children }: MeasureProps) {
  const text = useText();
  return (
    <div className={styles.measure}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
      <span>
        {confidence !== null && (
          <Meter
            label={text('inspector.confidence', { name })}
            value={confidence}
            valueText={formatPercent(confidence)}
            tone={confidence < limit ? 'warn' : 'ok'}
          />
        )}
      </span>
      <span className={styles.note}>
        {confidence === null ? text('inspector.fromTags') : formatPercent(confidence)}
      </span>
    </div>
  );
}

function Plain({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div className={styles.plain}>
      <span className={styles.name}>{name}</span>
      <span className={styles.value}>{children}</span>
      <span className={styles.note}>{note}</span>
    </div>
  );
}
