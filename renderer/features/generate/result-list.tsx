import { GridList } from 'react-aria-components';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt } from '../commands/index.ts';
import { playList } from '../player/index.ts';
import { removeRow, selectRow } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './result-list.module.css';
import { ResultRow } from './result-row.tsx';

/** What follows the seed. Enter plays from a row on, Delete takes it out. */
export function ResultList({ tracks }: { tracks: ReadonlyMap<TrackId, TrackRow> }) {
  const text = useText();
  const { seedId, rows, selectedId } = useGenerate();
  const known = rows.flatMap((pick, index) => {
    const track = tracks.get(pick.trackId);
    return track ? [{ pick, track, place: index + 2 }] : [];
  });
  const play = (id: TrackId) => {
    const ids = [...(seedId === null ? [] : [seedId]), ...rows.map(({ trackId }) => trackId)];
    return playList(ids, ids.indexOf(id));
  };
  return (
    <div
      className={styles.scroll}
      onKeyDownCapture={(event) => {
        const isInRow = event.target instanceof Element && event.target.matches('[role=row]');
        if (event.key !== 'Delete' || selectedId === null || !isInRow) return;
        event.preventDefault();
        event.stopPropagation();
        removeRow(selectedId);
      }}
    >
      <GridList
        aria-label={text('generate.results')}
        className={styles.list ?? ''}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selectedId === null ? [] : [selectedId]}
        onSelectionChange={(keys) => {
          const [id] = keys === 'all' ? [] : [...keys];
          selectRow((id as TrackId | undefined) ?? null);
        }}
        onAction={(id) => void attempt(() => play(id as TrackId))}
      >
        {known.map(({ pick, track, place }) => (
          <ResultRow key={track.id} pick={pick} track={track} place={place} onPlay={() => play(track.id)} />
        ))}
      </GridList>
    </div>
  );
}
