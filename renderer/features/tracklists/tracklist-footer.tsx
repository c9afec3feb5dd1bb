import { CircleAlert, ListMusic, TriangleAlert } from 'lucide-react';
import { useRichText, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './tracklist-footer.module.css';
import { turnIntoPlaylist } from './tracklists.actions.ts';
import { openDialog } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

/** What the list comes to in a sentence. */
export function TracklistFooter({ details }: { details: TracklistDetails }) {
  const text = useText();
  const rich = useRichText();
  const { count, matchedCount, unknownCount, findings, entries } = details;
  const wrong = findings.length;
  const isBad = findings.some(({ severity }) => severity === 'high');
  const Icon = isBad ? CircleAlert : TriangleAlert;
  return (
    <footer className={styles.footer}>
      <span className={styles.counts} role="status">
        <span>
          {rich('tracklists.matched', {
            matched: matchedCount,
            count,
            b: (parts) => <strong key="matched">{parts}</strong>,
          })}
        </span>
        {unknownCount > 0 && <span className={styles.warn}>{text('tracklists.unknown', { count: unknownCount })}</span>}
        {wrong === 0 && entries.length > 0 && <span>{text('tracklists.timesRight')}</span>}
      </span>
      {wrong > 0 && (
        <Button
          kind="link"
          size="small"
          icon={<Icon size={14} className={isBad ? styles.bad : styles.warn} aria-hidden="true" />}
          onPress={() => openDialog('times')}
        >
          {text('tracklists.timesWrong', { count: wrong })}
        </Button>
      )}
      <span className={styles.space} />
      <Button
        kind="ghost"
        size="small"
        icon={<ListMusic size={14} />}
        isDisabled={count === unknownCount && matchedCount === 0}
        onPress={() => void attempt(() => turnIntoPlaylist(details))}
      >
        {text('tracklists.toPlaylist')}
      </Button>
    </footer>
  );
}
