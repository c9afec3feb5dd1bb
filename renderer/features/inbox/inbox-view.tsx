import { Check, FolderInput, Inbox, SquarePen, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { useCall } from '../../api/query.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, ViewHead } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { reopenList, TrackList, useList } from '../library/index.ts';
import { openSettings } from '../settings/index.ts';
import { changeSelection, countSelected, emptySelection, useSelection } from '../tracks/index.ts';
import { inboxQuery } from './inbox.actions.ts';
import styles from './inbox-view.module.css';

/** Tracks that newly arrived, and what to do with them. */
export function InboxView() {
  const text = useText();
  const { data: count } = useCall('inbox.count');
  const isOpening = useList((state) => state.isOpening);
  useEffect(() => {
    // What was selected elsewhere is not what the buttons here are about.
    changeSelection(() => emptySelection);
    return () => changeSelection(() => emptySelection);
  }, []);
  useEffect(() => {
    if (count !== undefined && useList.getState().text === inboxQuery) void reopenList();
  }, [count]);
  return (
    <section className={styles.view} aria-label={text('inbox.title')} aria-busy={isOpening}>
      <ViewHead
        title={text('inbox.title')}
        summary={count === undefined || count === 0 ? undefined : text('inbox.waiting', { count })}
      />
      {count !== undefined && count > 0 && <Actions waiting={count} />}
      <TrackList source={{ kind: 'query', text: inboxQuery }} empty={<EmptyInbox />} />
    </section>
  );
}

function Actions({ waiting }: { waiting: number }) {
  const text = useText();
  const count = useSelection(countSelected);
  return (
    <div className={styles.bar} role="toolbar" aria-label={text('inbox.actions')}>
      <Button kind="primary" keys="Mod+Enter" icon={<Check size={14} />} onPress={() => runCommand('inbox.accept')}>
        {count > 0 ? text('inbox.accept', { count }) : text('inbox.acceptAll', { count: waiting })}
      </Button>
      <Button icon={<SquarePen size={14} />} isDisabled={count === 0} onPress={() => runCommand('tags.tools')}>
        {text('inbox.edit')}
      </Button>
      <Button icon={<FolderInput size={14} />} isDisabled={count === 0} onPress={() => runCommand('organize.open')}>
        {text('inbox.organize')}
      </Button>
      <span className={styles.space} />
      <Button
        keys="Mod+Shift+Delete"
        icon={<Trash2 size={14} />}
        isDisabled={count === 0}
        onPress={() => runCommand('inbox.reject')}
      >
        {text('inbox.reject', { count })}
      </Button>
    </div>
  );
}

function EmptyInbox() {
  const text = useText();
  const { inbox } = useSettings();
  if (inbox === 'off') {
    return (
      <EmptyState
        icon={<Inbox size={24} />}
        text={text('inbox.off')}
        action={
          <Button onPress={() => void attempt(() => updateSettings({ inbox: 'on' }))}>{text('inbox.turnOn')}</Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<Inbox size={24} />}
      text={text('inbox.empty')}
      action={<Button onPress={() => openSettings('folders')}>{text('inbox.changeFolders')}</Button>}
    />
  );
}
