import { Button, DropZone } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import styles from './board.module.css';
import type { Column } from './board.tsx';
import { dragType, dropSongs, readDropped } from './song-drag.ts';
import { useSongs } from './songs.store.ts';

/** Released songs, as a strip that opens; what is dropped on it is released. */
export function FoldedColumn({ column }: { column: Column }) {
  const text = useText();
  const { status, stage, ids } = column;
  return (
    <DropZone
      className={styles.folded ?? ''}
      aria-label={text('songs.dropToRelease')}
      getDropOperation={(types) => (types.has(dragType) ? 'move' : 'cancel')}
      onDrop={({ items }) => void attempt(async () => dropSongs(await readDropped(items), { status, stage }))}
    >
      <Button
        className={styles.unfold ?? ''}
        aria-expanded={false}
        onPress={() => useSongs.setState({ showsReleased: true })}
      >
        <span>{text('songs.status.released')}</span>
        <span className={styles.count}>{text('app.count', { count: ids.length })}</span>
      </Button>
    </DropZone>
  );
}
