import type { Folder } from '#shared/contract/library/folders.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { watchText } from './folder-state.ts';
import { setWatching } from './folders.actions.ts';
import styles from './watched-folders.module.css';

/** Each folder with how its changes are noticed, and a switch for it. */
export function WatchedFolders() {
  const text = useText();
  const { data: folders = [] } = useCall('folders.list');
  if (folders.length === 0) return null;
  return (
    <ul className={styles.list} aria-label={text('folders.watchedFolders')}>
      {folders.map((folder) => (
        <WatchedFolder key={folder.id} folder={folder} />
      ))}
    </ul>
  );
}

function WatchedFolder({ folder }: { folder: Folder }) {
  const text = useText();
  return (
    <li className={styles.folder}>
      <Switch
        isSelected={folder.isWatched && folder.watch.isWanted}
        isDisabled={!folder.isWatched}
        onChange={(isWanted) => void attempt(() => setWatching(folder, isWanted))}
      >
        {folder.name}
      </Switch>
      <span className={styles.state}>{watchText(text, folder)}</span>
    </li>
  );
}
