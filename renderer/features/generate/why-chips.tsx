import { TriangleAlert } from 'lucide-react';
import { type Reason, weakFirst } from '#shared/reasons.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './why-chips.module.css';
import { whyText } from './why-text.ts';

type WhyChipsProps = {
  reasons: readonly Reason[];
  /** How many at most; all of them without it. */
  most?: number;
};

/** Why a track is here, a chip for each fact; what speaks against it is amber and first. */
export function WhyChips({ reasons, most = reasons.length }: WhyChipsProps) {
  const text = useText();
  const notation = useSettings().keyNotation;
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={text('generate.why')}>
      {weakFirst(reasons)
        .slice(0, most)
        .map((reason) => {
          const words = whyText(reason, notation, text);
          const isWeak = reason.tone === 'weak';
          return (
            <li key={`${reason.kind} ${words}`} className={`${styles.chip} ${isWeak ? styles.weak : ''}`}>
              {isWeak && <TriangleAlert size={11} aria-label={text('generate.weak')} />}
              <span>{words}</span>
            </li>
          );
        })}
    </ul>
  );
}
