import type { LintReport } from '#shared/contract/lint.ts';
import { useText } from '../../messages/use-text.ts';
import { longDate, shortDate } from './lint-words.ts';
import styles from './release-pane.module.css';

/** Today, the days by which things have to be done, and the release; in that order, whatever the days between. */
export function Timeline({ report: { dates, today, firstFriday, stores } }: { report: LintReport }) {
  const text = useText();
  if (dates === null) {
    return (
      <section className={styles.section} aria-label={text('lint.timeline')}>
        <p className={styles.quiet}>
          {stores.length === 0 ? text('lint.noDateNoStores') : text('lint.noDate', { day: longDate(firstFriday) })}
        </p>
      </section>
    );
  }
  const due = (day: string) => text(day < today ? 'lint.late' : 'lint.by', { day: shortDate(day) });
  const steps = [
    { id: 'today', said: shortDate(today), day: today },
    { id: 'deliver', said: due(dates.deliverBy), day: dates.deliverBy },
    ...(dates.pitchBy === null ? [] : [{ id: 'pitch', said: due(dates.pitchBy), day: dates.pitchBy } as const]),
    { id: 'out', said: shortDate(dates.releaseDate), day: dates.releaseDate },
  ] as const;
  return (
    <section className={styles.section} aria-label={text('lint.timeline')}>
      <ol className={styles.steps}>
        {steps.map(({ id, said, day }) => (
          <li key={id} data-now={id === 'today' || undefined} data-late={(id !== 'today' && day < today) || undefined}>
            <b>{text(`lint.step.${id}`)}</b>
            <span>{said}</span>
          </li>
        ))}
      </ol>
      <p className={styles.quiet}>
        {text('lint.filesBy', { files: shortDate(dates.filesBy), freeze: shortDate(dates.freezeBy) })}
      </p>
      {dates.isBusySeason && <p className={styles.quiet}>{text('lint.busy')}</p>}
    </section>
  );
}
