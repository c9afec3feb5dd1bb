import { useCall } from '../../api/query.ts';
import { setQueryText } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Kbd } from '../../ui/index.ts';
import { useSongFilter } from './song-data.ts';
import { openSongDialog, useSongs } from './songs.store.ts';
import styles from './studio-status.module.css';

/** How much is under way; each figure shows the songs it counts. */
export function StudioStatus() {
  const text = useText();
  const { isMine } = useSongFilter();
  const { data: count } = useCall('songs.count', { isMine }, { keepsPrevious: true });
  const selected = useSongs((state) => state.selected);
  if (!count) return null;
  return (
    <footer className={styles.status}>
      {selected.size > 1 ? (
        <>
          <b>{text('songs.selected', { count: selected.size })}</b>
          <Button kind="link" size="small" onPress={() => openSongDialog({ kind: 'bulk', ids: [...selected] })}>
            {text('songs.editMany')}
          </Button>
        </>
      ) : (
        <span>
          <b>{text('songs.count', { count: count.open })}</b> {text('songs.underWay')}
        </span>
      )}
      {count.late > 0 && (
        <Button kind="link" size="small" className={styles.late ?? ''} onPress={() => setQueryText('is:late')}>
          {text('songs.lateCount', { count: count.late })}
        </Button>
      )}
      {count.waiting > 0 && (
        <Button kind="link" size="small" className={styles.quiet ?? ''} onPress={() => setQueryText('is:waiting')}>
          {text('songs.waitingCount', { count: count.waiting })}
        </Button>
      )}
      <span className={styles.space} />
      <span className={styles.hint}>
        <Kbd keys="Space" /> {text('songs.playsNewest')}
      </span>
    </footer>
  );
}
