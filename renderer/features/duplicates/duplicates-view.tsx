import { Copy } from 'lucide-react';
import { type KeyboardEvent, useEffect } from 'react';
import type { DuplicateId } from '#shared/contract/library/duplicates.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Segmented, ViewHead } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { formatBytes, formatDay, formatTime, isSameDay } from '../tracks/index.ts';
import { ActionBar } from './action-bar.tsx';
import { goToIndex, look, mergeSure, stopListening } from './duplicates.actions.ts';
import { registerDuplicatesCommands } from './duplicates.commands.ts';
import { showGroup, useDuplicates } from './duplicates.store.ts';
import { type GroupList as Groups, listInput } from './duplicates-data.ts';
import styles from './duplicates-view.module.css';
import { FileColumns } from './file-columns.tsx';
import { GroupList } from './group-list.tsx';
import { GroupTable } from './group-table.tsx';

const modes = ['one', 'table'] as const;

/** The lane of duplicates: one group on screen, of which one file is kept. */
export function DuplicatesView() {
  const text = useText();
  const mode = useDuplicates((state) => state.mode);
  const isSending = useDuplicates((state) => state.isSending);
  const { data: summary, error } = useCall('duplicates.summary');
  const { data: groups } = useCall('duplicates.list', listInput);
  useEffect(registerDuplicatesCommands, []);
  useEffect(() => stopListening, []);
  useSettledGroup(groups);

  const count = summary ? summary.same + summary.maybe : 0;
  const size = formatBytes(summary?.sizeBytes ?? 0);
  return (
    <section className={styles.view} aria-label={text('duplicates.title')}>
      <ViewHead
        title={text('duplicates.title')}
        summary={
          count > 0 &&
          (summary?.same === 0
            ? text('duplicates.summaryMaybe', { count })
            : text('duplicates.summary', { count, size }))
        }
      >
        {summary?.isLooking && count > 0 && <span className={styles.looking}>{text('duplicates.looking')}</span>}
        {count > 0 && (
          <>
            <Segmented
              label={text('duplicates.mode')}
              value={mode}
              options={modes.map((value) => ({ value, text: text(`duplicates.mode.${value}`) }))}
              onChange={(chosen) => useDuplicates.setState({ mode: chosen })}
            />
            <Button isDisabled={summary?.sure === 0 || isSending} onPress={() => void attempt(mergeSure)}>
              {text('duplicates.mergeSure', { count: summary?.sure ?? 0 })}
            </Button>
          </>
        )}
      </ViewHead>
      {error && <EmptyState text={errorText(text, error.code)} />}
      {summary && count === 0 && <Nothing {...summary} />}
      {summary && count > 0 && groups && mode === 'one' && <OneAtATime groups={groups} {...summary} />}
      {count > 0 && groups && mode === 'table' && <GroupTable groups={groups} />}
    </section>
  );
}

/** Keeps the group on screen one of the list: the first at the start, and what took its place once it has left. */
function useSettledGroup(groups: Groups | undefined): void {
  const groupId = useDuplicates((state) => state.groupId);
  useEffect(() => {
    if (!groups) return;
    const index = groups.findIndex(({ id }) => id === groupId);
    if (index >= 0) {
      useDuplicates.setState({ index });
      return;
    }
    if (groups.length > 0) goToIndex(useDuplicates.getState().index);
    else if (groupId !== null) showGroup(null, 0);
  }, [groups, groupId]);
}

function OneAtATime({ groups, same, maybe }: { groups: Groups; same: number; maybe: number }) {
  const groupId = useDuplicates((state) => state.groupId);
  return (
    <div className={styles.lane}>
      <GroupList groups={groups} same={same} maybe={maybe} />
      {groupId !== null && <OneGroup key={groupId} id={groupId} />}
    </div>
  );
}

function OneGroup({ id }: { id: DuplicateId }) {
  const text = useText();
  const { data: details, error } = useCall('duplicates.get', { id });
  if (error) {
    return <EmptyState text={error.code === 'NOT_FOUND' ? text('duplicates.gone') : errorText(text, error.code)} />;
  }
  if (!details) return <div className={styles.work} />;
  return (
    <div className={styles.side}>
      <section
        className={styles.work}
        aria-label={text('duplicates.work', { title: details.title })}
        onKeyDownCapture={pressOnRadio}
      >
        <FileColumns details={details} />
      </section>
      <ActionBar details={details} />
    </div>
  );
}

/** Radios take Space and Enter for themselves; here they listen and accept, as everywhere in the lane. */
function pressOnRadio(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof HTMLInputElement)) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const command = key === 'Enter' ? 'duplicates.merge' : key === ' ' && target.checked ? 'player.toggle' : null;
  if (command === null) return;
  event.preventDefault();
  runCommand(command);
}

type NothingProps = { tracks: number; lookedAt: number | null; isLooking: boolean };

function Nothing({ tracks, lookedAt, isLooking }: NothingProps) {
  const text = useText();
  if (isLooking) return <EmptyState icon={<Copy size={20} />} text={text('duplicates.looking')} />;
  const time = lookedAt === null ? '' : lookText(lookedAt);
  return (
    <EmptyState
      icon={<Copy size={20} />}
      text={lookedAt === null ? text('duplicates.notLooked') : text('duplicates.empty', { count: tracks, time })}
      action={
        <Button onPress={() => void attempt(look)}>
          {text(lookedAt === null ? 'duplicates.lookNow' : 'duplicates.lookAgain')}
        </Button>
      }
    />
  );
}

function lookText(at: number): string {
  const now = Date.now();
  return isSameDay(at, now) ? formatTime(at) : `${formatDay(at, now)}, ${formatTime(at)}`;
}
