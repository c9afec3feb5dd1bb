import { useCall } from '../../api/query.ts';
import { useRichText, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import { PendingNote } from '../tags/index.ts';
import {
  countSelected,
  formatBpm,
  formatBytes,
  formatLength,
  formatTotalTime,
  MembershipNote,
  type TracksSummary,
  useSelection,
  useSelectionSummary,
} from '../tracks/index.ts';
import { reopenList, useList } from './list.store.ts';
import styles from './status-bar.module.css';

/** What is selected, or how far the import is; at the right what the list holds. */
export function StatusBar() {
  const text = useText();
  const count = useSelection(countSelected);
  const newCount = useList((state) => state.newCount);
  const total = useList((state) => state.total);
  const progress = useImportProgress();
  return (
    <footer className={styles.status}>
      {count > 0 ? <SelectedTotals count={count} /> : progress.isImporting && <ImportTotals />}
      {newCount > 0 && total > 0 && (
        <Button kind="link" size="small" onPress={() => void reopenList()}>
          {text('library.showNew', { count: newCount })}
        </Button>
      )}
      <PendingNote />
      <span className={styles.space} />
      {progress.isAnalysing ? <span>{text('library.visibleFirst')}</span> : <ListTotals />}
    </footer>
  );
}

function SelectedTotals({ count }: { count: number }) {
  const text = useText();
  const selected = useSelectionSummary();
  const list = useList();
  // Everything is selected: the list's own sums are those of the selection, without asking.
  const whole = useSelection((selection) => selection.whole?.view === list.view && selection.whole.excluded.size === 0);
  const summary = whole ? list.summary : selected?.count === count ? selected : null;
  return (
    <>
      <b className={styles.strong}>{text('library.selected', { count })}</b>
      {summary && (
        <>
          <span>{formatTotalTime(summary.durationMs)}</span>
          <span>{formatBytes(summary.sizeBytes)}</span>
        </>
      )}
      {selected && !whole && <BpmRange summary={selected} />}
      <MembershipNote />
      <Button kind="link" size="small" onPress={() => runCommand('playlists.add')}>
        {text('playlists.command.add')}
      </Button>
    </>
  );
}

function BpmRange({ summary }: { summary: TracksSummary }) {
  const text = useText();
  if (!summary.bpmRange || summary.count < 2) return null;
  const [low, high] = summary.bpmRange.map(formatBpm) as [string, string];
  return <span>{low === high ? text('library.bpmOne', { low }) : text('library.bpmRange', { low, high })}</span>;
}

function ImportTotals() {
  const text = useText();
  const richText = useRichText();
  const counts = useCall('tracks.count', undefined).data;
  const problems = useCall('problems.count', undefined).data ?? 0;
  if (!counts) return null;
  return (
    <>
      <span>
        {richText('library.soFar', {
          count: counts.total,
          b: (parts) => <b className={styles.strong}>{parts}</b>,
        })}
      </span>
      <span>{text('library.analysed', { count: counts.analysed })}</span>
      {problems > 0 && <span>{text('library.unreadable', { count: problems })}</span>}
    </>
  );
}

function ListTotals() {
  const text = useText();
  const { summary, text: query } = useList();
  if (summary.count === 0) return null;
  const time = summary.durationMs < 3_600_000 ? formatLength(summary.durationMs) : formatTotalTime(summary.durationMs);
  if (query !== '') return <span>{text('library.found', { count: summary.count, time })}</span>;
  return <span>{text('library.total', { time, size: formatBytes(summary.sizeBytes) })}</span>;
}

function useImportProgress(): { isImporting: boolean; isAnalysing: boolean } {
  const activities = useCall('activity.list', undefined).data ?? [];
  const isRunning = (kind: 'scan' | 'analysis') =>
    activities.some((activity) => activity.kind === kind && activity.state === 'running');
  return { isImporting: isRunning('scan') || isRunning('analysis'), isAnalysing: isRunning('analysis') };
}
