import { CircleHelp, Eye, Unplug, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { create } from 'zustand';
import type { Folder } from '#shared/contract/library/folders.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './folder-notices.module.css';
import { watchText } from './folder-state.ts';
import { acceptMissing, askForPlace, keepMissing, scanFolder } from './folders.actions.ts';

/** Notices the user has put away, until the folder has another one. */
const useHidden = create<{ keys: readonly string[] }>(() => ({ keys: [] }));

type Kind = 'offline' | 'held' | 'polling';

/** What there is to know or to decide about folders, above the list. A question stays until it is answered. */
export function FolderNotices() {
  const text = useText();
  const { data: folders = [] } = useCall('folders.list');
  const hidden = useHidden((state) => state.keys);
  const notices = folders.flatMap((folder) => {
    const kind = kindOf(folder);
    return kind && !hidden.includes(keyOf(folder, kind)) ? [{ folder, kind }] : [];
  });
  if (notices.length === 0) return null;
  return (
    <section className={styles.notices} aria-label={text('folders.notices')}>
      {notices.map(({ folder, kind }) => (
        <Notice key={keyOf(folder, kind)} folder={folder} kind={kind} />
      ))}
    </section>
  );
}

function Notice({ folder, kind }: { folder: Folder; kind: Kind }) {
  const text = useText();
  const { name } = folder;
  return (
    <div className={styles.notice} role="status">
      {icons[kind]}
      <span className={styles.text}>
        {kind === 'offline' && text('folders.offlineNotice', { name, count: folder.trackCount })}
        {kind === 'held' && text('folders.heldNotice', { name, count: folder.heldCount })}
        {kind === 'polling' && watchText(text, folder)}
      </span>
      {kind === 'offline' && (
        <Button size="small" onPress={() => void attempt(() => askForPlace(folder))}>
          {text('folders.locate')}
        </Button>
      )}
      {kind === 'held' && (
        <>
          <Button size="small" onPress={() => void attempt(() => keepMissing(folder))}>
            {text('folders.keepMissing')}
          </Button>
          <Button size="small" onPress={() => void attempt(() => acceptMissing(folder))}>
            {text('folders.acceptMissing')}
          </Button>
        </>
      )}
      {kind !== 'offline' && (
        <Button size="small" isDisabled={folder.isScanning} onPress={() => void attempt(() => scanFolder(folder))}>
          {text('folders.lookAgain')}
        </Button>
      )}
      {kind !== 'held' && (
        <IconButton
          size="small"
          label={text('folders.hideNotice', { name })}
          onPress={() => useHidden.setState(({ keys }) => ({ keys: [...keys, keyOf(folder, kind)] }))}
        >
          <X size={14} />
        </IconButton>
      )}
    </div>
  );
}

const icons: Record<Kind, ReactNode> = {
  offline: <Unplug size={16} aria-hidden="true" />,
  held: <CircleHelp size={16} aria-hidden="true" />,
  polling: <Eye size={16} aria-hidden="true" />,
};

function kindOf({ state, heldCount, watch }: Folder): Kind | null {
  if (state === 'offline') return 'offline';
  if (heldCount > 0) return 'held';
  // A network share is always looked at like this, which is no news.
  return watch.mode === 'polling' && watch.reason !== 'network' ? 'polling' : null;
}

function keyOf({ id, watch }: Folder, kind: Kind): string {
  return `${id} ${kind} ${kind === 'polling' ? watch.reason : ''}`;
}
