import { FolderCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type OrganizeSummary, proposalFilters } from '#shared/contract/organize.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Segmented, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { useListCounts } from './list-data.ts';
import { look } from './organize.actions.ts';
import { registerOrganizeCommands } from './organize.commands.ts';
import { setFilterText, showFilter, useOrganize } from './organize.store.ts';
import { OrganizeFooter } from './organize-footer.tsx';
import styles from './organize-view.module.css';
import { PatternBar } from './pattern-bar.tsx';
import { ProposalTable } from './proposal-table.tsx';

/** Files that do not have the name their pattern asks for: seen, decided and renamed as one. */
export function OrganizeView() {
  const text = useText();
  const filter = useOrganize((state) => state.filter);
  const { data: rules, error } = useCall('organize.rules');
  const { data: summary } = useCall('organize.summary');
  useEffect(registerOrganizeCommands, []);
  // What came, changed or went since the last look; what was said to the others stays.
  useEffect(() => {
    void attempt(() => look());
    return () => useOrganize.setState({ scope: { type: 'all' } });
  }, []);

  useLookAfterWork();
  const counts = { all: summary?.total ?? 0, conflicts: 0, warnings: 0, ready: 0, ...summary };
  return (
    <section className={styles.view} aria-label={text('organize.title')}>
      <ViewHead title={text('organize.title')} summary={summary && summaryText(text, summary)}>
        <Segmented
          label={text('organize.filter')}
          value={filter}
          options={proposalFilters.map((value) => ({
            value,
            text: text(`organize.show.${value}`, { count: value === 'all' ? (counts.total ?? 0) : counts[value] }),
          }))}
          onChange={showFilter}
        />
      </ViewHead>
      {error && <EmptyState text={errorText(text, error.code)} />}
      {rules && <PatternBar rules={rules} />}
      {summary && <List summary={summary} />}
      {summary && summary.total > 0 && <OrganizeFooter summary={summary} />}
    </section>
  );
}

/** When files have been worked on, by a rename or its undo, what was found before no longer holds. */
function useLookAfterWork(): void {
  const { data: activities = [] } = useCall('activity.list');
  const isWorking = activities.some(
    ({ kind, state }) => kind === 'files' && (state === 'running' || state === 'waiting'),
  );
  const wasWorking = useRef(isWorking);
  useEffect(() => {
    if (wasWorking.current && !isWorking) void attempt(() => look());
    wasWorking.current = isWorking;
  }, [isWorking]);
}

function summaryText(text: ReturnType<typeof useText>, { isLooking, total }: OrganizeSummary): string {
  if (isLooking) return text('organize.looking');
  return total === 0 ? '' : text('organize.count', { count: total });
}

function List({ summary }: { summary: OrganizeSummary }) {
  const text = useText();
  const filter = useOrganize((state) => state.filter);
  const words = useOrganize((state) => state.text);
  const { data: counts, error } = useListCounts({ filter, text: words });
  if (error) return <EmptyState text={errorText(text, 'QUERY_INVALID')} />;
  if (!counts) return null;
  const shown = {
    conflicts: filter === 'all' || filter === 'conflicts' ? counts.conflicts : 0,
    warnings: filter === 'all' || filter === 'warnings' ? counts.warnings : 0,
    ready: filter === 'all' || filter === 'ready' ? counts.ready : 0,
  };
  if (counts.total > 0) return <ProposalTable counts={shown} summary={summary} />;
  if (summary.isLooking) return <EmptyState text={text('organize.looking')} />;
  if (summary.total === 0) {
    return (
      <EmptyState
        icon={<FolderCheck size={20} />}
        text={text('organize.empty')}
        action={<Button onPress={focusPattern}>{text('organize.changePattern')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      text={text('organize.emptyFilter')}
      action={
        <Button
          onPress={() => {
            showFilter('all');
            setFilterText('');
          }}
        >
          {text('organize.showAll')}
        </Button>
      }
    />
  );
}

function focusPattern(): void {
  document.querySelector<HTMLInputElement>('main input')?.focus();
}
