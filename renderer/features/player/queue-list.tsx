import { ArrowDown, ArrowUp, Play, X } from 'lucide-react';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { Artwork, formatLength } from '../tracks/index.ts';
import { changeQueue, playQueuedNow } from './player.actions.ts';
import { usePlayer } from './player.store.ts';
import { clearQueued, comingUp, moveInQueue, removeFromQueue } from './queue.ts';
import styles from './queue-list.module.css';

const shownTracks = 50;

/** The queued tracks, which can be moved and taken out, and then how the list goes on. */
export function QueueList() {
  const text = useText();
  const queue = usePlayer((state) => state.queue);
  const ids = comingUp(queue, shownTracks);
  const rows = useCall('tracks.getMany', { ids }, { enabled: ids.length > 0, keepsPrevious: true }).data ?? [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const queued = queue.queued.slice(0, shownTracks);
  const queuedKeys = keysOf(queued);
  const following = ids.slice(queued.length);
  return (
    <div className={styles.queue}>
      <div className={styles.head}>
        <h2>{text('player.queue')}</h2>
        {queued.length > 0 && (
          <Button kind="ghost" size="small" onPress={() => changeQueue(clearQueued)}>
            {text('player.clearQueue')}
          </Button>
        )}
      </div>
      {ids.length === 0 && <p className={styles.empty}>{text('player.queueEmpty')}</p>}
      <ol className={styles.list}>
        {queued.map((id, position) => (
          <li key={queuedKeys[position]} className={styles.item}>
            <TrackLine row={byId.get(id)} />
            <QueuedActions
              name={byId.get(id)?.title ?? ''}
              position={position}
              isLast={position === queued.length - 1}
            />
          </li>
        ))}
      </ol>
      {following.length > 0 && <h3 className={styles.section}>{text('player.fromList')}</h3>}
      <ol className={styles.list}>
        {following.map((id) => (
          <li key={id} className={styles.item}>
            <TrackLine row={byId.get(id)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function TrackLine({ row }: { row: TrackRow | undefined }) {
  return (
    <>
      <Artwork hash={row?.artworkHash ?? null} size={28} />
      <span className={styles.names}>
        <span>{row ? row.title || row.fileName : '–'}</span>
        <span className={styles.artist}>{row?.artist}</span>
      </span>
      <span className={styles.length}>{row?.durationMs != null && formatLength(row.durationMs)}</span>
    </>
  );
}

function QueuedActions({ name, position, isLast }: { name: string; position: number; isLast: boolean }) {
  const text = useText();
  return (
    <span className={styles.actions}>
      <IconButton size="small" label={text('player.playNow', { name })} onPress={() => void playQueuedNow(position)}>
        <Play size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('player.moveUp', { name })}
        isDisabled={position === 0}
        onPress={() => changeQueue((queue) => moveInQueue(queue, position, -1))}
      >
        <ArrowUp size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('player.moveDown', { name })}
        isDisabled={isLast}
        onPress={() => changeQueue((queue) => moveInQueue(queue, position, 1))}
      >
        <ArrowDown size={14} />
      </IconButton>
      <IconButton
        size="small"
        label={text('player.removeQueued', { name })}
        onPress={() => changeQueue((queue) => removeFromQueue(queue, position))}
      >
        <X size={14} />
      </IconButton>
    </span>
  );
}

/** The same track may be queued more than once: which time it is tells its entries apart. */
function keysOf(ids: readonly number[]): string[] {
  const seen = new Map<number, number>();
  return ids.map((id) => {
    const time = (seen.get(id) ?? 0) + 1;
    seen.set(id, time);
    return `${id}:${time}`;
  });
}
