import { ArrowRight, Lock } from 'lucide-react';
import { Fragment, type KeyboardEvent, useEffect } from 'react';
import { type ReviewKind, reviewKinds } from '#shared/contract/review.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, Tag } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { Artwork, formatLength } from '../tracks/index.ts';
import type { Details } from './answers.ts';
import { focusLane } from './focus-lane.ts';
import { KeyQuestion } from './key-question.tsx';
import { continueListening, endListening, updateAccompaniment } from './listening.ts';
import { MoodQuestion } from './mood-question.tsx';
import { QualityQuestion } from './quality-question.tsx';
import styles from './question-work.module.css';
import { type Cursor, placeKey, useLane } from './review.store.ts';
import { TempoQuestion } from './tempo-question.tsx';

/** The question on screen, with all that helps to answer it. */
export function QuestionWork() {
  const text = useText();
  const cursor = useLane((state) => state.cursor);
  // Whoever leaves the lane, or has emptied it, is done with clicks.
  useEffect(() => endListening, []);
  return (
    <section className={styles.work} aria-label={text('review.work')} onKeyDownCapture={pressInField}>
      {cursor && <OneQuestion key={placeKey(cursor)} cursor={cursor} />}
    </section>
  );
}

/**
 * Candidates are chosen by arrow keys and a tempo may be typed: there Enter accepts too, and Space listens where it has
 * nothing to choose.
 */
function pressInField(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLInputElement)) return;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  const isChosen = target.type === 'radio' && target.checked;
  const command = key === 'Enter' ? 'review.accept' : key === ' ' && isChosen ? 'player.toggle' : null;
  if (!isPlain || command === null) return;
  event.preventDefault();
  runCommand(command);
}

function OneQuestion({ cursor }: { cursor: Cursor }) {
  const text = useText();
  const { data: details, error } = useCall('review.get', { id: cursor.id });
  useSound(cursor, details);
  // The focus may have been in the question before.
  useEffect(() => {
    if (document.activeElement === document.body) focusLane();
  }, []);
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!details) return null;
  return (
    <>
      <Head details={details} kind={cursor.kind} />
      <h2 className={styles.question}>{text(`review.question.${cursor.kind}`)}</h2>
      {details.analysis.findings ? (
        <Question kind={cursor.kind} details={details} />
      ) : (
        <p className={styles.waits}>{text('review.waits')}</p>
      )}
    </>
  );
}

function Question({ kind, details }: { kind: ReviewKind; details: Details }) {
  switch (kind) {
    case 'tempo':
      return <TempoQuestion details={details} />;
    case 'key':
      return <KeyQuestion details={details} />;
    case 'quality':
      return <QualityQuestion details={details} />;
    case 'mood':
      return <MoodQuestion details={details} />;
  }
}

function Head({ details: { track, waiting }, kind }: { details: Details; kind: ReviewKind }) {
  const text = useText();
  const isAnswered = useLane((state) => state.isAnswered);
  const asked = reviewKinds.filter((each) => each === kind || waiting.includes(each));
  const facts = [track.artist, track.album, track.genre, track.durationMs !== null && formatLength(track.durationMs)];
  return (
    <div className={styles.head}>
      <Artwork hash={track.artworkHash} size={48} radius={5} />
      <div className={styles.names}>
        <p className={styles.title} data-review-title>
          {track.title || track.fileName}
        </p>
        <p className={styles.facts}>{facts.filter(Boolean).join(', ')}</p>
      </div>
      {isAnswered && (
        <Tag tone="ok">
          <Lock size={12} aria-hidden="true" />
          {text('review.locked')}
        </Tag>
      )}
      <ol className={styles.chain} aria-label={text('review.questions')}>
        {asked.map((each, index) => (
          <Fragment key={each}>
            <li className={styles.step} {...(each === kind ? { 'aria-current': 'step' as const } : {})}>
              {index > 0 && <ArrowRight size={14} className={styles.arrow} aria-hidden="true" />}
              <Tag tone={each === kind ? 'accent' : 'plain'}>{text(`review.kind.${each}`)}</Tag>
            </li>
          </Fragment>
        ))}
      </ol>
    </div>
  );
}

/** Plays the next question's part while one listens, and keeps clicks and chord to what is chosen. */
function useSound(cursor: Cursor, details: Details | undefined): void {
  const isReady = details !== undefined;
  useEffect(() => {
    if (isReady) continueListening();
  }, [isReady]);
  const draft = useLane((state) => state.draft);
  const isClickOn = useLane((state) => state.isClickOn);
  const isChordOn = useLane((state) => state.isChordOn);
  const { kind } = cursor;
  useEffect(() => {
    if (details) updateAccompaniment({ kind, details, draft, isClickOn, isChordOn });
  }, [kind, details, draft, isClickOn, isChordOn]);
}
