import { RotateCw } from 'lucide-react';
import { useMemo } from 'react';
import type { QualityFindings } from '#shared/findings.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import {
  formatKilohertz,
  formatPercent,
  formatPosition,
  formatQuality,
  QualityReasons,
  Spectrogram,
} from '../tracks/index.ts';
import type { Details } from './answers.ts';
import { listenFrom } from './listening.ts';
import { NextQuestion } from './next-question.tsx';
import styles from './quality-question.module.css';
import { analyseAgain } from './review.actions.ts';
import { Part, TwoColumns } from './two-columns.tsx';
import { type Saying, WhoSays } from './who-says.tsx';
import { ZoomedWaveform } from './zoomed-waveform.tsx';

const verdictTones = { lossless: 'ok', lossy: 'plain', transcode: 'error', uncertain: 'warn' } as const;
/** More places than this are not worth a button each. */
const mostPlaces = 8;
/** What is at a place is heard from a little before it. */
const leadMs = 1000;

/** Whether the file is as good as it should be. */
export function QualityQuestion({ details }: { details: Details }) {
  const text = useText();
  const { findings, spectrum } = details.analysis;
  const quality = findings?.quality;
  const durationMs = details.track.durationMs ?? 0;
  const initial = useMemo(() => ({ startMs: 0, lengthMs: Math.max(1000, durationMs) }), [durationMs]);
  if (!quality) return null;
  return (
    <>
      <div className={styles.verdict}>
        <Tag tone={verdictTones[quality.verdict]}>{text(`tracks.verdict.${quality.verdict}`)}</Tag>
        <span className={styles.quiet}>
          {text('review.verdictSure', { share: formatPercent(quality.verdictConfidence) })}
        </span>
        <span className={styles.score}>{text('tracks.score', { score: quality.score })}</span>
        <span className={styles.space} />
        <Button size="small" icon={<RotateCw size={14} />} onPress={() => void attempt(analyseAgain)}>
          {text('review.reanalyse')}
        </Button>
      </div>
      <ZoomedWaveform
        track={details.track}
        initial={initial}
        height={112}
        marks={silentStretches(quality, durationMs)}
      />
      {spectrum !== null && <Spectrogram encoded={spectrum} bandwidthHz={quality.bandwidthHz} />}
      <Places quality={quality} durationMs={durationMs} />
      <TwoColumns>
        <Part title={text('review.reasons')}>
          <QualityReasons reasons={quality.reasons} />
        </Part>
        <WhoSays title={text('review.facts')} sayings={facts(text, details, quality)} />
        <NextQuestion details={details} kind="quality" />
      </TwoColumns>
    </>
  );
}

/** Silences at the ends and inside. */
function silentStretches(quality: QualityFindings, durationMs: number): { startMs: number; endMs: number }[] {
  const { silentStartMs, silentEndMs, silences } = quality;
  return [
    ...(silentStartMs >= 1000 ? [{ startMs: 0, endMs: silentStartMs }] : []),
    ...silences,
    ...(silentEndMs >= 1000 ? [{ startMs: durationMs - silentEndMs, endMs: durationMs }] : []),
  ];
}

/** Where to listen: each silence has a button. */
function Places({ quality, durationMs }: { quality: QualityFindings; durationMs: number }) {
  const text = useText();
  const places = silentStretches(quality, durationMs).slice(0, mostPlaces);
  if (places.length === 0) return null;
  return (
    <ul className={styles.places} aria-label={text('review.silences')}>
      {places.map(({ startMs }) => (
        <li key={startMs}>
          <Button size="small" onPress={() => void listenFrom(startMs - leadMs)}>
            {text('review.goToTime', { at: formatPosition(startMs) })}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function facts(text: Text, { track }: Details, quality: QualityFindings): Saying[] {
  const { bandwidthHz, effectiveBits, correlation, clippedRuns } = quality;
  const sayings: Saying[] = [{ who: text('review.fact.format'), what: formatQuality(track), note: '' }];
  if (bandwidthHz !== null) {
    sayings.push({
      who: text('review.fact.bandwidth'),
      what: text('tracks.kilohertz', { kilohertz: formatKilohertz(bandwidthHz) }),
      note: '',
    });
  }
  if (effectiveBits !== null) sayings.push({ who: text('review.fact.bits'), what: String(effectiveBits), note: '' });
  if (correlation !== null) {
    sayings.push({
      who: text('review.fact.correlation'),
      what: correlation.toFixed(2).replace('-', '−'),
      note: '',
    });
  }
  sayings.push({ who: text('review.fact.clipped'), what: String(clippedRuns), note: '' });
  return sayings;
}
