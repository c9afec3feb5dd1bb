import { useMemo } from 'react';
import { formatKey, type KeyNotation, keyCount, type MusicKey } from '#shared/music-key.ts';
import { useSettings } from '../../api/settings.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { formatPercent, KeyLabel } from '../tracks/index.ts';
import { keyName } from './answer-text.ts';
import { chosenKey, type Details } from './answers.ts';
import { CandidateCards, OwnCard } from './candidate-cards.tsx';
import { ChromaBars } from './chroma-bars.tsx';
import { type KeyReason, keyReasons } from './key-evidence.ts';
import styles from './key-question.module.css';
import { KeyTimeline } from './key-timeline.tsx';
import { NextQuestion } from './next-question.tsx';
import { changeDraft, useLane } from './review.store.ts';
import { Part, TwoColumns } from './two-columns.tsx';
import { type Saying, WhoSays } from './who-says.tsx';
import { ZoomedWaveform } from './zoomed-waveform.tsx';

const allKeys = Array.from({ length: keyCount }, (_, key) => key);

/** Which key the track is in. */
export function KeyQuestion({ details }: { details: Details }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const draft = useLane((state) => state.draft);
  const chosen = chosenKey(details, draft);
  const durationMs = details.track.durationMs ?? 0;
  const initial = useMemo(() => ({ startMs: 0, lengthMs: Math.max(1000, durationMs) }), [durationMs]);
  const found = details.analysis.findings?.key;
  if (!found) return null;
  const isCandidate = found.candidates.some(({ key }) => key === chosen);
  return (
    <>
      <ZoomedWaveform track={details.track} initial={initial} height={88} />
      <KeyTimeline segments={found.segments} durationMs={durationMs} />
      <CandidateCards
        label={text('review.candidates')}
        chosenId={isCandidate ? String(chosen) : null}
        onChoose={(id) => changeDraft({ key: Number(id) })}
        candidates={found.candidates.map(({ key, share }) => ({
          id: String(key),
          value: <BigKey musicKey={key} notation={keyNotation} />,
          unit: keyName(text, key),
          share,
          reasons: keyReasons(key, found, details.tagKey).map((reason) => reasonWords(text, reason, keyNotation)),
        }))}
      >
        <OwnCard
          isChosen={!isCandidate && chosen !== null}
          title={
            <span className={styles.own}>
              {isCandidate || chosen === null ? text('review.otherKey') : keyName(text, chosen)}
            </span>
          }
        >
          <Select
            isLabelHidden
            label={text('review.otherKey')}
            value={chosen === null ? '' : String(chosen)}
            options={allKeys.map((key) => ({
              value: String(key),
              text: `${formatKey(key, keyNotation)}, ${keyName(text, key)}`,
            }))}
            onChange={(value) => changeDraft({ key: Number(value) })}
          />
        </OwnCard>
      </CandidateCards>
      <TwoColumns>
        <Part title={text('review.pitches')}>
          <ChromaBars chroma={found.chroma} musicKey={chosen} height={112} />
        </Part>
        <WhoSays title={text('review.whoSays')} sayings={keySayings(text, details, keyNotation)} />
        <NextQuestion details={details} kind="key" />
      </TwoColumns>
    </>
  );
}

function BigKey({ musicKey, notation }: { musicKey: MusicKey; notation: KeyNotation }) {
  return <span>{formatKey(musicKey, notation)}</span>;
}

function reasonWords(text: Text, reason: KeyReason, notation: KeyNotation): string {
  switch (reason.code) {
    case 'relative':
    case 'parallel':
    case 'fifth':
    case 'far':
      return text(`review.key.${reason.code}`, { of: formatKey(reason.of, notation) });
    case 'part':
      return text('review.key.part', { share: formatPercent(reason.share) });
    default:
      return text(`review.key.${reason.code}`);
  }
}

function keySayings(text: Text, { analysis, tagKey }: Details, notation: KeyNotation): Saying[] {
  const found = analysis.findings?.key;
  if (!found) return [];
  const sayings: Saying[] = found.opinions.map(({ method, key, confidence }) => ({
    who: text(`review.says.${method}`),
    what: key === null ? text('review.says.noKey') : <KeyLabel musicKey={key} notation={notation} />,
    note: text('review.says.sure', { share: formatPercent(confidence) }),
  }));
  if (tagKey !== null) {
    sayings.push({
      who: text('review.says.tag'),
      what: <KeyLabel musicKey={tagKey} notation={notation} />,
      note: keyName(text, tagKey),
    });
  }
  const cents = Math.round(found.tuningCents);
  sayings.push({
    who: text('review.says.tuning'),
    what: text('review.says.cents', { cents: cents > 0 ? `+${cents}` : String(cents).replace('-', '−') }),
    note: text('review.says.fromA'),
  });
  return sayings;
}
