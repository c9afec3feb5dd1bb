import { useText } from '../../messages/use-text.ts';
import { Artwork } from './artwork.tsx';
import styles from './drag-ghost.module.css';
import { useTrackDrag } from './track-drag.ts';

/** What the pointer carries: the first cover, and how many tracks. */
export function DragGhost() {
  const text = useText();
  const { drag, x, y, canDrop } = useTrackDrag();
  if (!drag) return null;
  return (
    <div className={styles.ghost} data-can-drop={canDrop} style={{ transform: `translate(${x + 12}px, ${y + 8}px)` }}>
      <Artwork hash={drag.artworkHash} size={24} />
      <span>{text('tracks.dragged', { count: drag.count })}</span>
    </div>
  );
}
