import type { OrganizeSummary } from '#shared/contract/organize.ts';
import { useRichText, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { formatBytes } from '../tracks/index.ts';
import { dryRun } from './organize.actions.ts';
import { useOrganize } from './organize.store.ts';
import styles from './organize-view.module.css';

/** What renaming would come to, in a sentence, and the button that does it. */
export function OrganizeFooter({ summary }: { summary: OrganizeSummary }) {
  const text = useText();
  const rich = useRichText();
  const tried = useOrganize((state) => state.dryRun);
  const { approved, folderCount, copyBytes, copyFrom, trashCount, isLooking } = summary;
  return (
    <footer className={styles.footer}>
      <p className={styles.sentence} role="status">
        {tried ??
          (approved === 0
            ? text('organize.footerNone')
            : rich('organize.footer', {
                count: approved,
                folders: folderCount,
                b: (parts) => <strong key="count">{parts}</strong>,
              }))}
        {!tried && copyBytes > 0 && (
          <> {text('organize.footerCopy', { size: formatBytes(copyBytes), disk: copyFrom.join(', ') })}</>
        )}
        {!tried && trashCount > 0 && <> {text('organize.footerTrash', { count: trashCount })}</>}
      </p>
      <Button kind="ghost" isDisabled={approved === 0 || isLooking} onPress={() => void attempt(dryRun)}>
        {text('organize.dryRun')}
      </Button>
      <Button
        kind="primary"
        keys="Mod+Enter"
        isDisabled={approved === 0 || isLooking}
        onPress={() => runCommand('organize.apply')}
      >
        {text('organize.apply', { count: approved })}
      </Button>
    </footer>
  );
}
