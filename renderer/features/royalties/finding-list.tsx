import { CircleX, TriangleAlert } from 'lucide-react';
import type { RoyaltyOverview, RoyaltyProblem } from '#shared/contract/royalties.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './royalties.module.css';

const mostShown = 50;

/** What stood in the way, and what is odd, each with what it is about. */
export function FindingList({
  problems,
  overview,
}: {
  problems: readonly RoyaltyProblem[];
  overview: RoyaltyOverview;
}) {
  const text = useText();
  const warnings = overview.books?.warnings.filter(({ code }) => code !== 'UNMATCHED') ?? [];
  const { withoutRate } = overview;
  if (problems.length + warnings.length + withoutRate.length === 0) return null;
  const about = (names: readonly string[], value: string) => [...names, value].filter(Boolean).join(' · ');
  const isOpen = problems.length + withoutRate.length > 0;
  return (
    <>
      {isOpen && (
        <ul className={styles.findings} aria-label={text('royalties.findings')}>
          {problems.map(({ code, names, value }) => (
            <li key={`${code} ${names.join()} ${value}`} data-tone="error">
              <CircleX size={14} aria-hidden="true" />
              {text(`royalties.problem.${code}`)} <span>{about(names, value)}</span>
            </li>
          ))}
          {withoutRate.length > 0 && (
            <li data-tone="warn">
              <TriangleAlert size={14} aria-hidden="true" />
              {text('royalties.withoutRate', { currencies: withoutRate.join(', ') })}
            </li>
          )}
        </ul>
      )}
      {warnings.length > 0 && (
        <details className={styles.more}>
          <summary>{text('royalties.odd', { count: warnings.length })}</summary>
          <ul className={styles.findings}>
            {warnings.slice(0, mostShown).map(({ code, names, count }) => (
              <li key={`${code} ${names.join()}`} data-tone="warn">
                <TriangleAlert size={14} aria-hidden="true" />
                {text(`royalties.warning.${code}`, { count })} <span>{about(names, '')}</span>
              </li>
            ))}
            {warnings.length > mostShown && (
              <li>{text('royalties.moreFindings', { count: warnings.length - mostShown })}</li>
            )}
          </ul>
        </details>
      )}
    </>
  );
}
