import type { ReviewKind } from '#shared/contract/review.ts';
import type { KeyFindings } from '#shared/findings.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { formatPercent, KeyLabel, reasonText } from '../tracks/index.ts';
import { keyName, moodNames } from './answer-text.ts';
import { type Details, likelyMoods } from './answers.ts';
import { ChromaBars } from './chroma-bars.tsx';
import styles from './next-question.module.css';
import { nextQuestion } from './review.actions.ts';
import { Part } from './two-columns.tsx';

/** A look at the next question of the same track; nothing where there is none. */
export function NextQuestion({ details, kind }: { details: Details; kind: ReviewKind }) {
  const text = useText();
  const next = nextQuestion(details, kind);
  const { findings } = details.analysis;
  if (!next || !findings) return null;
  return (
    <Part title={text(`review.next.${next}`)}>
      {next === 'key' && <KeyPreview findings={findings.key} />}
      {next === 'quality' && (
        <ul className={styles.lines}>
          {findings.quality?.reasons.slice(0, 3).map((reason) => (
            <li key={reason.code}>{reasonText(reason, text)}</li>
          ))}
        </ul>
      )}
      {next === 'mood' && findings.character && (
        <p className={styles.lines}>{moodNames(text, likelyMoods(findings.character))}</p>
      )}
    </Part>
  );
}

function KeyPreview({ findings: { chroma, candidates } }: { findings: KeyFindings }) {
  const text = useText();
  const { keyNotation } = useSettings();
  return (
    <div className={styles.key}>
      <ChromaBars chroma={chroma} musicKey={candidates[0]?.key ?? null} height={74} />
      <ul className={styles.candidates}>
        {candidates.map(({ key, share }) => (
          <li key={key}>
            <KeyLabel musicKey={key} notation={keyNotation} />
            <span className={styles.name}>{keyName(text, key)}</span>
            <span className={styles.share}>{formatPercent(share)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
