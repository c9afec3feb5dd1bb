import { ListMusic, Play, Save } from 'lucide-react';
import { useEffect } from 'react';
import type { TrackId, TrackRow } from '#shared/contract/library/tracks.ts';
import { useCall } from '../../api/query.ts';
import { useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, ViewHead } from '../../ui/index.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { playTracks } from '../player/index.ts';
import { formatTotalTime } from '../tracks/index.ts';
import { generateFrom, savePlaylist } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './generate-view.module.css';
import { ResultList } from './result-list.tsx';
import { ResultNote } from './result-note.tsx';
import { SeedCard } from './seed-card.tsx';
import { SidePanel } from './side-panel.tsx';

/** A playlist that begins with a track and goes on with what is like it; what counts is set at the side. */
export function GenerateView() {
  const text = useText();
  const item = useView((state) => state.item) as TrackId | null;
  const { seedId, rows, isWorking, error } = useGenerate();
  // The address names the seed: a reload and "back" come here without one.
  useEffect(() => {
    if (item !== null && useGenerate.getState().seedId !== item) void generateFrom(item);
  }, [item]);
  const tracks = useTracks(
    seedId,
    rows.map(({ trackId }) => trackId),
  );
  const seed = seedId === null ? undefined : tracks.get(seedId);
  const isGone = error?.code === 'NOT_FOUND';

  if (seedId === null || isGone) {
    return (
      <>
        <ViewHead title={text('generate.title')} />
        <EmptyState
          icon={<ListMusic size={20} />}
          text={text(isGone ? 'generate.seedGone' : 'generate.noSeed')}
          action={<Button onPress={() => runCommand('library.go')}>{text('generate.goToLibrary')}</Button>}
        />
      </>
    );
  }
  const all = [seedId, ...rows.map(({ trackId }) => trackId)];
  const durationMs = all.reduce((sum, id) => sum + (tracks.get(id)?.durationMs ?? 0), 0);
  return (
    <>
      <ViewHead
        title={seed ? text('generate.inspired', { title: seed.title || seed.fileName }) : text('generate.title')}
        summary={text('generate.summary', { count: all.length, time: formatTotalTime(durationMs) })}
      >
        <IconButton label={text('generate.playAll')} onPress={() => void attempt(() => playTracks(all))}>
          <Play size={16} />
        </IconButton>
        <Button
          kind="primary"
          icon={<Save size={16} />}
          isDisabled={!seed || rows.length === 0 || isWorking}
          onPress={() => seed && void attempt(() => savePlaylist(seed))}
        >
          {text('generate.save')}
        </Button>
      </ViewHead>
      <div className={styles.body}>
        <div className={styles.results} aria-busy={isWorking}>
          {seed && <SeedCard track={seed} />}
          <ResultNote seed={seed} />
          {rows.length > 0 && <ResultList tracks={tracks} />}
        </div>
        <SidePanel tracks={tracks} />
      </div>
    </>
  );
}

/** The rows of these tracks as they are now. A list of the most tracks and its seed fit into one call. */
function useTracks(seedId: TrackId | null, ids: readonly TrackId[]): ReadonlyMap<TrackId, TrackRow> {
  const wanted = seedId === null ? [] : [seedId, ...ids].slice(0, 500);
  const { data = [] } = useCall('tracks.getMany', { ids: wanted }, { keepsPrevious: true, enabled: seedId !== null });
  return new Map(data.map((row) => [row.id, row]));
}
