import { ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { useText } from '../../messages/use-text.ts';
import { NameField } from './name-field.tsx';
import { PlaylistIcon } from './playlist-icon.tsx';
import type { TreeRow } from './playlist-nodes.ts';
import styles from './playlist-tree.module.css';

type TreeItemProps = TreeRow & {
  count: number | null;
  isCurrent: boolean;
  isFocused: boolean;
  isRenaming: boolean;
  /** It holds a track that is selected. */
  holdsSelected: boolean;
  onRenamed: () => void;
};

export function treeItemId(id: number): string {
  return `playlist-${id}`;
}

/** A line of the tree. A thousand of them stay cheap: it draws again only when something it shows changed. */
export const TreeItem = memo(function TreeItem(props: TreeItemProps) {
  const { playlist, level, place, siblings, isOpen, count, isCurrent, isFocused, isRenaming, holdsSelected } = props;
  const text = useText();
  return (
    <div
      role="treeitem"
      id={treeItemId(playlist.id)}
      className={styles.item}
      style={{ '--level': level - 1 } as React.CSSProperties}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={isCurrent}
      aria-expanded={isOpen ?? undefined}
      tabIndex={-1}
      data-playlist={playlist.id}
      data-focused={isFocused || undefined}
      data-holds={holdsSelected || undefined}
    >
      {isOpen !== null && (
        <span className={styles.fold} data-fold data-open={isOpen}>
          <ChevronRight size={10} aria-hidden="true" />
        </span>
      )}
      <PlaylistIcon kind={playlist.kind} isOpen={isOpen ?? false} />
      {isRenaming ? (
        <NameField playlist={playlist} onDone={props.onRenamed} />
      ) : (
        <span className={styles.name}>{playlist.name}</span>
      )}
      <span className={styles.hidden}>{`, ${details()}`}</span>
      {count !== null && !isRenaming && (
        <span className={styles.count} aria-hidden="true">
          {text('app.count', { count })}
        </span>
      )}
    </div>
  );

  function details(): string {
    const kind = text(`playlists.kind.${playlist.kind}`);
    return count === null ? kind : `${kind}, ${text('playlists.count', { count })}`;
  }
});
