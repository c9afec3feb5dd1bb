import type { KeyboardEvent } from 'react';
import { GridList } from 'react-aria-components';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { playList, queueTracks } from '../player/index.ts';
import { removeRow, selectRow } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './result-list.module.css';
import { ResultRow } from './result-row.tsx';

/** Keys of all lists, where a row and nothing in it has the focus. */
function pressInRow(event: KeyboardEvent, selectedId: TrackId | null): void {
  if (!(event.target instanceof Element && event.target.matches('[role=row]')) || selectedId === null) return;
  const hasMod = event.ctrlKey || event.metaKey;
  if (event.key === 'Delete' && !hasMod) removeRow(selectedId);
  else if (event.key === ' ' && !hasMod) runCommand('player.toggle');
  else if (event.key === 'Enter' && hasMod) void attempt(() => queueTracks([selectedId]));
  else return;
  event.preventDefault();
  event.stopPropagation();
}

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
    <div className={styles.scroll} onKeyDownCapture={(event) => pressInRow(event, selectedId)}>
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
