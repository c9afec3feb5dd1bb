import {
  CircleHelp,
  Ellipsis,
  Eraser,
  Eye,
  EyeOff,
  HardDrive,
  ListMusic,
  MapPin,
  Plus,
  RefreshCw,
  Trash2,
  Unplug,
} from 'lucide-react';
import { useState } from 'react';
import type { Folder } from '#shared/contract/library/folders.ts';
import { useCall } from '../../api/query.ts';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, IconButton, Menu, MenuItem, type MenuPlace, NavItem, NavList } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import styles from './folder-list.module.css';
import { folderState } from './folder-state.ts';
import { askForPlace, folderQuery, forgetMissing, scanFolder, setWatching, showFolder } from './folders.actions.ts';
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

const icons = {
  offline: <Unplug size={16} />,
  asking: <CircleHelp size={16} />,
  there: <HardDrive size={16} />,
};

function FolderItem({ folder }: { folder: Folder }) {
  const text = useText();
  const [menuPlace, setMenuPlace] = useState<MenuPlace | null>(null);
  const isShown = useShownFolder() === folder.id;
  const label = text('folders.menu', { name: folder.name });
  const { icon, tone, note, noteLabel } = folderState(text, folder);

  return (
    <NavItem
      icon={icons[icon]}
      text={folder.name}
      tone={tone}
      note={note}
      noteLabel={noteLabel}
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
        icon={<MapPin size={16} />}
        text={text('folders.locate')}
        onAction={() => void attempt(() => askForPlace(folder))}
      />
      {folder.isWatched && (
        <MenuItem
          icon={folder.watch.isWanted ? <EyeOff size={16} /> : <Eye size={16} />}
          text={text(folder.watch.isWanted ? 'folders.stopWatching' : 'folders.startWatching')}
          onAction={() => void attempt(() => setWatching(folder, !folder.watch.isWanted))}
        />
      )}
      {folder.missingCount > 0 && (
        <MenuItem
          icon={<Eraser size={16} />}
          text={text('folders.forgetMissing', { count: folder.missingCount })}
          onAction={() => void attempt(() => forgetMissing(folder))}
        />
      )}
      <MenuItem
        icon={<Trash2 size={16} />}
        text={text('folders.remove')}
        onAction={() => openFolderDialog({ kind: 'remove', folder })}
      />
    </>
  );
}
