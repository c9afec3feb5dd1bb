import { Ellipsis, HardDrive, ListMusic, Plus, RefreshCw, Trash2, Unplug } from 'lucide-react';
import { useState } from 'react';
import type { Folder } from '#shared/contract/library/folders.ts';
import { useCall } from '../../api/query.ts';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, IconButton, Menu, MenuItem, type MenuPlace, NavItem, NavList } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import styles from './folder-list.module.css';
import { folderQuery, scanFolder, showFolder } from './folders.actions.ts';
import { openFolderDialog } from './folders.store.ts';

/** The folder whose tracks the library shows, and nothing else. */
export function useShownFolder(): Folder['id'] | null {
  const { data: folders = [] } = useCall('folders.list');
  const query = useView((state) => (state.view === 'library' ? state.text.trim() : ''));
  return folders.find((folder) => folderQuery(folder) === query)?.id ?? null;
}

/** The folders of the library with their counts, in the sidebar. */
export function FolderList() {
  const text = useText();
  const { data: folders } = useCall('folders.list');
  return (
    <section className={styles.section} aria-label={text('folders.title')}>
      <div className={styles.head}>
        <h2 className={styles.title}>{text('folders.title')}</h2>
        <IconButton
          size="small"
          label={text('folders.add')}
          keys="Mod+E"
          onPress={() => runCommand('library.addFolder')}
        >
          <Plus size={16} />
        </IconButton>
      </div>
      {folders?.length === 0 && <p className={styles.none}>{text('folders.none')}</p>}
      {folders && folders.length > 0 && (
        <NavList>
          {folders.map((folder) => (
            <FolderItem key={folder.id} folder={folder} />
          ))}
        </NavList>
      )}
    </section>
  );
}

function FolderItem({ folder }: { folder: Folder }) {
  const text = useText();
  const [menuPlace, setMenuPlace] = useState<MenuPlace | null>(null);
  const isShown = useShownFolder() === folder.id;
  const isOffline = folder.state === 'offline';
  const label = text('folders.menu', { name: folder.name });
  const count = folder.trackCount;

  return (
    <NavItem
      icon={isOffline ? <Unplug size={16} /> : <HardDrive size={16} />}
      text={folder.name}
      tone={isOffline ? 'warn' : 'plain'}
      note={isOffline ? text('folders.offline') : text('app.count', { count })}
      noteLabel={
        isOffline
          ? text('folders.offlineLabel', { count })
          : folder.isScanning
            ? text('folders.readingLabel', { count })
            : text('app.tracksCount', { count })
      }
      isBusy={folder.isScanning}
      isCurrent={isShown}
      onPress={() => showFolder(folder)}
      onContextMenu={setMenuPlace}
      end={
        <>
          <Menu
            label={label}
            trigger={
              <IconButton size="small" label={text('folders.more', { name: folder.name })}>
                <Ellipsis size={14} />
              </IconButton>
            }
          >
            <FolderActions folder={folder} />
          </Menu>
          <ContextMenu label={label} place={menuPlace} onClose={() => setMenuPlace(null)}>
            <FolderActions folder={folder} />
          </ContextMenu>
        </>
      }
    />
  );
}

function FolderActions({ folder }: { folder: Folder }) {
  const text = useText();
  return (
    <>
      <MenuItem icon={<ListMusic size={16} />} text={text('folders.show')} onAction={() => showFolder(folder)} />
      <MenuItem
        icon={<RefreshCw size={16} />}
        text={text('folders.scan')}
        isDisabled={folder.isScanning}
        onAction={() => void attempt(() => scanFolder(folder))}
      />
      <MenuItem
        icon={<Trash2 size={16} />}
        text={text('folders.remove')}
        onAction={() => openFolderDialog({ kind: 'remove', folder })}
      />
    </>
  );
}
