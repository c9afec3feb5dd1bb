import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import { Kbd } from '../../ui/index.ts';
import { formatPercent } from '../tracks/index.ts';
import styles from './candidate-cards.module.css';

export type Candidate = {
  id: string;
  /** The value, large, and what stands small beside it. */
  value: ReactNode;
  unit: ReactNode;
  share: number;
  /** Plain sentences, the first one stronger. */
  reasons: readonly string[];
};

type CandidateCardsProps = {
  label: string;
  candidates: readonly Candidate[];
  /** Null while something else is chosen. */
  chosenId: string | null;
  onChoose: (id: string) => void;
  /** One more card, for an answer of one's own. */
  children?: ReactNode;
};

/** Possible answers side by side, each with its number key. */
export function CandidateCards({ label, candidates, chosenId, onChoose, children }: CandidateCardsProps) {
  return (
    <div className={styles.cards}>
      {candidates.length > 0 && (
        <RadioGroup
          aria-label={label}
          orientation="horizontal"
          className={styles.group ?? ''}
          style={{ gridColumn: `span ${candidates.length}` }}
          value={chosenId}
          onChange={onChoose}
        >
          {candidates.map((candidate, index) => (
            <CandidateCard key={candidate.id} candidate={candidate} number={index + 1} />
          ))}
        </RadioGroup>
      )}
      {children}
    </div>
  );
}

function CandidateCard({ candidate, number }: { candidate: Candidate; number: number }) {
  const { id, value, unit, share, reasons } = candidate;
  return (
    <Radio value={id} className={styles.card ?? ''}>
      <span className={styles.line}>
        <span className={styles.value}>{value}</span>
        <span className={styles.unit}>{unit}</span>
        <span className={styles.space} />
        <Kbd keys={String(number)} />
      </span>
      <span className={styles.share}>
        <span className={styles.bar} aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
        <b>{formatPercent(share)}</b>
      </span>
      {reasons.map((reason, index) => (
        <span key={reason} className={index === 0 ? styles.reason : styles.support}>
          {reason}
        </span>
      ))}
    </Radio>
  );
}

type OwnCardProps = { title: ReactNode; keys?: string; isChosen: boolean; children: ReactNode };

/** The card of an answer that is none of the candidates. */
export function OwnCard({ title, keys, isChosen, children }: OwnCardProps) {
  const text = useText();
  return (
    // Its controls have names of their own; the group says what they are for.
    <fieldset className={styles.card} data-selected={isChosen || undefined} aria-label={text('review.tap')}>
      <span className={styles.line}>
        {title}
        <span className={styles.space} />
        {keys && <Kbd keys={keys} />}
      </span>
      {children}
    </fieldset>
  );
}
