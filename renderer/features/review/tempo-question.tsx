import { ChevronLeft, ChevronRight, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { type Text, useText } from '../../messages/use-text.ts';
import { Field, IconButton } from '../../ui/index.ts';
import { formatBpm, formatPercent } from '../tracks/index.ts';
import { shortBpm } from './answer-text.ts';
import { bpmRange, chosenBpm, type Details, draftGrid, foundBeats } from './answers.ts';
import { gridOf, isSameTempo, nearestDownbeat } from './beat-grid.ts';
import { CandidateCards, OwnCard } from './candidate-cards.tsx';
import { formatExactPosition } from './format-exact.ts';
import { questionPart } from './listening.ts';
import { NextQuestion } from './next-question.tsx';
import { anchorOf, moveGrid, nudgeGrid, tap } from './review.actions.ts';
import { changeDraft, useLane } from './review.store.ts';
import { type TempoReason, tempoReasons } from './tempo-evidence.ts';
import styles from './tempo-question.module.css';
import { TwoColumns } from './two-columns.tsx';
import { spanFrom } from './wave-span.ts';
import { type Saying, WhoSays } from './who-says.tsx';
import { ZoomedWaveform } from './zoomed-waveform.tsx';

/** Beats on screen at first. */
const shownBeats = 20;
/** How far one press moves the beats. */
export const nudgeMs = 10;

/** Which of the counts a listener would tap. */
export function TempoQuestion({ details }: { details: Details }) {
  const text = useText();
  const draft = useLane((state) => state.draft);
  const bpm = chosenBpm(details, draft);
  const tempo = details.analysis.findings?.tempo;
  const grid = useMemo(() => draftGrid(details, draft, bpm), [details, draft, bpm]);
  const candidates = tempo?.candidates ?? [];
  const chosen = bpm === null ? undefined : candidates.find((candidate) => isSameTempo(candidate.bpm, bpm));
  const initial = useMemo(() => firstSpan(details), [details]);
  const other = candidates.find((candidate) => candidate !== chosen);
  const otherGrid = useMemo(
    () => other && gridOf(other.bpm, foundBeats(details), details.track.durationMs ?? 0, draft.anchorMs),
    [other, details, draft.anchorMs],
  );
  return (
    <>
      <ZoomedWaveform
        track={details.track}
        initial={initial}
        grid={grid}
        otherGrid={
          other && otherGrid ? { grid: otherGrid, text: text('review.countsHere', { bpm: shortBpm(other.bpm) }) } : null
        }
        onDragGrid={(differenceMs, nearMs) => {
          const anchor = anchorOf(details, nearMs);
          if (anchor !== null) moveGrid(anchor + differenceMs, details);
        }}
      >
        <GridTools nearMs={initial.startMs} />
      </ZoomedWaveform>
      <CandidateCards
        label={text('review.candidates')}
        chosenId={chosen ? String(chosen.bpm) : null}
        onChoose={(id) => changeDraft({ bpm: Number(id) })}
        candidates={candidates.map((candidate) => ({
          id: String(candidate.bpm),
          value: formatBpm(candidate.bpm),
          unit: text('review.bpm'),
          share: candidate.share,
          reasons: tempo ? tempoReasons(candidate.bpm, tempo, details).map((reason) => reasonWords(text, reason)) : [],
        }))}
      >
        <TapCard ownBpm={chosen ? null : bpm} />
      </CandidateCards>
      <TwoColumns>
        <WhoSays title={text('review.whoSays')} sayings={tempoSayings(text, details)} />
        <NextQuestion details={details} kind="tempo" />
      </TwoColumns>
    </>
  );
}

function firstSpan(details: Details) {
  const durationMs = details.track.durationMs ?? 0;
  const { startMs } = questionPart(details, 'tempo');
  const bpm = details.analysis.findings?.tempo.bpm ?? 120;
  const grid = gridOf(bpm, foundBeats(details), durationMs);
  return spanFrom(nearestDownbeat(grid, startMs) ?? startMs, (shownBeats * 60_000) / bpm, durationMs);
}

/** Moving the beats without a pointer. */
function GridTools({ nearMs }: { nearMs: number }) {
  const text = useText();
  const anchorMs = useLane((state) => state.draft.anchorMs);
  return (
    <>
      <IconButton
        size="small"
        label={text('review.gridEarlier')}
        keys="ArrowLeft"
        onPress={() => nudgeGrid(-nudgeMs, nearMs)}
      >
        <ChevronLeft size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('review.gridLater')}
        keys="ArrowRight"
        onPress={() => nudgeGrid(nudgeMs, nearMs)}
      >
        <ChevronRight size={14} />
      </IconButton>
      <output className={styles.anchor}>
        {anchorMs === null ? text('review.grid') : text('review.gridAt', { at: formatExactPosition(anchorMs) })}
      </output>
      {anchorMs !== null && (
        <IconButton size="small" label={text('review.gridReset')} onPress={() => changeDraft({ anchorMs: null })}>
          <RotateCcw size={14} />
        </IconButton>
      )}
    </>
  );
}

function TapCard({ ownBpm }: { ownBpm: number | null }) {
  const text = useText();
  const count = useLane((state) => state.taps.length);
  const [typed, setTyped] = useState('');
  const number = Number(typed.replace(',', '.'));
  const isWrong = typed.trim() !== '' && !(number >= bpmRange.low && number <= bpmRange.high);
  return (
    <OwnCard title={<TapButton ownBpm={ownBpm} />} keys="T" isChosen={ownBpm !== null}>
      <div className={styles.typed}>
        <Field
          label={text('review.typedTempo')}
          isLabelHidden
          placeholder={text('review.typeNumber')}
          inputMode="decimal"
          value={typed}
          error={isWrong ? text('review.typedWrong') : null}
          onChange={(value) => {
            setTyped(value);
            const bpm = Number(value.replace(',', '.'));
            if (bpm >= bpmRange.low && bpm <= bpmRange.high) changeDraft({ bpm });
          }}
        />
      </div>
      <span className={styles.hint}>
        {count > 0 && count < 3 ? text('review.tapMore', { count }) : text('review.tapHint')}
      </span>
    </OwnCard>
  );
}

function TapButton({ ownBpm }: { ownBpm: number | null }) {
  const text = useText();
  return (
    <PlainButton
      className={styles.tap ?? ''}
      // When the finger falls, not when it rises.
      onPressStart={({ pointerType }) => {
        if (pointerType !== 'virtual') tap(performance.now());
      }}
      onPress={({ pointerType }) => {
        if (pointerType === 'virtual') tap(performance.now());
      }}
    >
      <span className={ownBpm === null ? styles.quiet : undefined}>
        {ownBpm === null ? text('review.tap') : formatBpm(ownBpm)}
      </span>
      {ownBpm !== null && <span className={styles.unit}>{text('review.bpm')}</span>}
    </PlainButton>
  );
}

function reasonWords(text: Text, reason: TempoReason): string {
  switch (reason.code) {
    case 'tag':
      return text('review.tempo.tag', { bpm: shortBpm(reason.bpm) });
    case 'genre':
    case 'artist':
      return text(`review.tempo.${reason.code}`, { low: Math.round(reason.low), high: Math.round(reason.high) });
    case 'windows':
      return text('review.tempo.windows', { agreeing: reason.agreeing, total: reason.total });
    default:
      return text(`review.tempo.${reason.code}`, 'of' in reason ? { of: shortBpm(reason.of) } : {});
  }
}

/** Everybody who says something about the tempo. */
function tempoSayings(text: Text, { analysis, tagBpm, sameArtist, sameGenre }: Details): Saying[] {
  const tempo = analysis.findings?.tempo;
  const sayings: Saying[] = (tempo?.opinions ?? []).map(({ method, bpm, confidence }) => ({
    who: text(`review.says.${method}`),
    what: bpm === null ? text('review.says.noBeat') : formatBpm(bpm),
    note: text('review.says.sure', { share: formatPercent(confidence) }),
  }));
  if (tagBpm !== null) sayings.push({ who: text('review.says.tag'), what: shortBpm(tagBpm), note: '' });
  if (sameArtist) {
    const { low, high, agreeing, total } = sameArtist;
    sayings.push({
      who: text('review.says.artist'),
      what: rangeText(low, high),
      note: text('review.says.ofTracks', { agreeing, total }),
    });
  }
  if (sameGenre) {
    const { low, high, genre, total } = sameGenre;
    sayings.push({
      who: text('review.says.genre'),
      what: rangeText(low, high),
      note: text('review.says.genreTracks', { genre, total }),
    });
  }
  if (tempo?.isVariable && tempo.startBpm !== null && tempo.endBpm !== null) {
    sayings.push({
      who: text('review.says.ends'),
      what: rangeText(tempo.startBpm, tempo.endBpm),
      note: text('review.says.drifts'),
    });
  }
  return sayings;
}

function rangeText(low: number, high: number): string {
  const [first, second] = [Math.round(low), Math.round(high)];
  return first === second ? String(first) : `${first}–${second}`;
}
