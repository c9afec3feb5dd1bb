import { Check } from 'lucide-react';
import type { TrackAnalysis } from '#shared/contract/analysis.ts';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { sureFrom } from '#shared/findings.ts';
import { formatKey, type KeyNotation } from '#shared/music-key.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Meter } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import {
  energyLevel,
  formatBpm,
  formatDecibels,
  formatPercent,
  formatQuality,
  isLocked,
  KeyLabel,
  moodsOf,
  moodText,
  qualityWord,
} from '../tracks/index.ts';
import styles from './analysis-section.module.css';
import { bandText } from './band-text.ts';
import { BpmEditor } from './edit/bpm-editor.tsx';
import { EditPopover } from './edit/edit-popover.tsx';
import { KeyEditor } from './edit/key-editor.tsx';
import { MoodEditor } from './edit/mood-editor.tsx';
import { MeasureRow, PlainRow } from './measure-row.tsx';
import { Section } from './section.tsx';
import { isReviewed, tempoMovement } from './track-state.ts';

type AnalysisSectionProps = { track: TrackDetail; analysis: TrackAnalysis | null; notation: KeyNotation };

/** What was measured, how sure it is, and what the user set instead. */
export function AnalysisSection({ track, analysis, notation }: AnalysisSectionProps) {
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
    <Section title={text('inspector.analysis')} end={<ReviewState track={track} />}>
      <TempoRow track={track} analysis={analysis} />
      <KeyRow track={track} analysis={analysis} notation={notation} />
      <EnergyRow track={track} />
      <MoodRow track={track} />
      {track.lufs !== null && (
        <PlainRow
          name={text('inspector.loudness')}
          note={track.truePeakDb === null ? '' : text('inspector.peak', { peak: formatDecibels(track.truePeakDb) })}
        >
          {text('inspector.lufs', { lufs: formatDecibels(track.lufs) })}
        </PlainRow>
      )}
      <QualityRow track={track} analysis={analysis} />
      {analysis?.isOutdated && <p className={styles.state}>{text('inspector.outdated')}</p>}
    </Section>
  );
}

function ReviewState({ track }: { track: TrackDetail }) {
  const text = useText();
  if (isReviewed(track)) {
    return (
      <span className={styles.reviewed}>
        <Check size={12} aria-hidden="true" />
        {text('inspector.reviewed')}
      </span>
    );
  }
  return (
    <Button kind="link" size="small" className={styles.review ?? ''} onPress={() => runCommand('review.go')}>
      {text('inspector.review')}
    </Button>
  );
}

type RowProps = { track: TrackDetail; analysis: TrackAnalysis | null };

function TempoRow({ track, analysis }: RowProps) {
  const text = useText();
  const name = text('library.column.bpm');
  const locked = isLocked(track, 'bpm');
  const tempo = analysis?.findings?.tempo;
  const movement = tempo && !locked ? tempoMovement(tempo) : null;
  const shown = track.bpm === null ? text('inspector.noBeat') : formatBpm(track.bpm);
  return (
    <>
      <MeasureRow
        name={name}
        confidence={track.bpmConfidence}
        limit={sureFrom.tempo}
        isLocked={locked}
        note={track.bpm === null ? '' : text('inspector.fromTags')}
      >
        <EditPopover
          name={name}
          spoken={shown}
          isLocked={locked}
          editor={(close) => (
            <BpmEditor
              targets={async () => [track.id]}
              bpm={track.bpm}
              candidates={tempo?.candidates ?? []}
              isLocked={locked}
              close={close}
            />
          )}
        >
          {shown}
        </EditPopover>
      </MeasureRow>
      {tempo && movement && (
        <p className={styles.detail}>
          {movement.kind === 'drifts'
            ? text('inspector.tempo.drifts', { start: formatBpm(movement.start), end: formatBpm(movement.end) })
            : text('inspector.tempo.variable', { low: formatBpm(movement.low), high: formatBpm(movement.high) })}
          {', '}
          {text('inspector.tempo.stability', { share: formatPercent(tempo.stability) })}
        </p>
      )}
      {track.tagBpm !== null && track.bpm !== null && Math.abs(track.tagBpm - track.bpm) >= 0.5 && (
        <PlainRow name="" note={text('inspector.tagBpm')}>
          <span className={styles.quiet}>{formatBpm(track.tagBpm)}</span>
        </PlainRow>
      )}
    </>
  );
}

/** Under this nobody retunes. */
const heardCents = 10;

function KeyRow({ track, analysis, notation }: RowProps & { notation: KeyNotation }) {
  const text = useText();
  const name = text('library.column.key');
  const locked = isLocked(track, 'key');
  const found = analysis?.findings?.key;
  const alternative = locked || track.alternativeKey === track.key ? null : track.alternativeKey;
  const isUnsure = track.keyConfidence !== null && track.keyConfidence < sureFrom.key;
  return (
    <>
      <MeasureRow
        name={name}
        confidence={track.keyConfidence}
        limit={sureFrom.key}
        isLocked={locked}
        note={track.key === null ? '' : text('inspector.fromTags')}
      >
        <EditPopover
          name={name}
          spoken={
            track.key === null
              ? text('inspector.none')
              : `${formatKey(track.key, notation)} ${formatKey(track.key, otherNotation(notation))}`
          }
          isLocked={locked}
          editor={(close) => (
            <KeyEditor
              targets={async () => [track.id]}
              musicKey={track.key}
              notation={notation}
              isLocked={locked}
              close={close}
            />
          )}
        >
          {track.key === null ? text('inspector.none') : <KeyValue musicKey={track.key} notation={notation} />}
        </EditPopover>
      </MeasureRow>
      {alternative !== null && isUnsure && (
        <PlainRow name={text('inspector.alternativeKey')}>
          <KeyValue musicKey={alternative} notation={notation} />
        </PlainRow>
      )}
      {track.tagKey !== null && track.tagKey !== track.key && (
        <PlainRow name="" note={text('inspector.tagKey')}>
          <KeyLabel musicKey={track.tagKey} notation={notation} />
        </PlainRow>
      )}
      {found && Math.abs(found.tuningCents) >= heardCents && (
        <PlainRow name={text('inspector.tuning')}>
          {text('inspector.tuningCents', { cents: signed(found.tuningCents) })}
        </PlainRow>
      )}
    </>
  );
}

function KeyValue({ musicKey, notation }: { musicKey: number; notation: KeyNotation }) {
  return (
    <>
      <KeyLabel musicKey={musicKey} notation={notation} />{' '}
      <span className={styles.quiet}>{formatKey(musicKey, otherNotation(notation))}</span>
    </>
  );
}

/** What stands beside the user's own notation. */
function otherNotation(notation: KeyNotation): KeyNotation {
  return notation === 'classical' ? 'camelot' : 'classical';
}

function EnergyRow({ track }: { track: TrackDetail }) {
  const text = useText();
  if (track.energy === null) return null;
  const level = energyLevel(track.energy);
  return (
    <div className={styles.measure}>
      <span className={styles.name}>{text('inspector.energy')}</span>
      <span className={styles.value}>{level}</span>
      <Meter
        label={text('inspector.energy')}
        value={track.energy / 100}
        valueText={text('inspector.energyOf', { level })}
      />
      <span className={styles.note}>{text('inspector.energyOfTen')}</span>
    </div>
  );
}

function MoodRow({ track }: { track: TrackDetail }) {
  const text = useText();
  const name = text('inspector.mood');
  const locked = isLocked(track, 'mood');
  const moods = moodsOf(track);
  if (moods.length === 0 && !locked && track.moodConfidence === null) return null;
  const shown = moodText(moods, text);
  return (
    <MeasureRow name={name} confidence={track.moodConfidence} limit={sureFrom.mood} isLocked={locked}>
      <EditPopover
        name={name}
        spoken={shown}
        isLocked={locked}
        editor={(close) => (
          <MoodEditor targets={async () => [track.id]} chosen={moods} isLocked={locked} close={close} />
        )}
      >
        {shown}
      </EditPopover>
    </MeasureRow>
  );
}

function QualityRow({ track, analysis }: RowProps) {
  const text = useText();
  if (track.qualityVerdict === null) return null;
  const word = qualityWord(track, text);
  return (
    <PlainRow name={text('inspector.quality')} note={bandText(analysis?.findings?.quality ?? null, text)}>
      {word ? (
        <span className={isLocked(track, 'quality') ? undefined : styles.warn}>{word}</span>
      ) : track.isLossless ? (
        text('tracks.verdict.lossless')
      ) : (
        formatQuality(track)
      )}
    </PlainRow>
  );
}

function signed(value: number): string {
  const rounded = Math.round(value);
  return rounded < 0 ? `−${-rounded}` : `+${rounded}`;
}
