import { useState } from 'react';
import type { AnalyticsFilter, AnalyticsHint } from '#shared/contract/analytics.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import styles from './analytics.module.css';
import { countryName, monthName } from './analytics-words.ts';

const fewHints = 3;

/** What might be missing, in words. It takes longest to find, and is asked for when the figures are there. */
export function HintList({ asked, isAwaited }: { asked: AnalyticsFilter; isAwaited: boolean }) {
  const text = useText();
  const [showsAll, setShowsAll] = useState(false);
  const { data: hints } = useCall('analytics.hints', asked, { keepsPrevious: true, enabled: isAwaited });
  if (!hints) return null;
  return (
    <section className={styles.note}>
      <h2>{text('analytics.hints')}</h2>
      {hints.length === 0 && <p className={styles.quiet}>{text('analytics.noHints')}</p>}
      <ul className={styles.hints}>
        {(showsAll ? hints : hints.slice(0, fewHints)).map((hint) => {
          const sentence = hintText(text, hint);
          return <li key={sentence}>{sentence}</li>;
        })}
      </ul>
      {hints.length > fewHints && (
        <Button kind="link" onPress={() => setShowsAll(!showsAll)}>
          {showsAll ? text('analytics.fewerHints') : text('analytics.moreHints', { count: hints.length })}
        </Button>
      )}
    </section>
  );
}

function hintText(text: Text, hint: AnalyticsHint): string {
  if (hint.kind === 'silentStore') {
    return text('analytics.hint.silentStore', { release: hint.release, store: hint.store });
  }
  if (hint.kind === 'missingMonths') {
    const months = hint.months.map((month) => monthName(text, month)).join(', ');
    return text('analytics.hint.missingMonths', { store: hint.store, months });
  }
  const { track, share } = hint;
  if (hint.kind === 'missingStore') return text('analytics.hint.missingStore', { track, share, store: hint.store });
  return text('analytics.hint.missingTerritory', { track, share, territory: countryName(hint.territory) });
}
