import { Ellipsis, History, Link2, ListMusic, TableProperties } from 'lucide-react';
import { useEffect } from 'react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { searchHere, showLibrary, useView } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, Segmented, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { ColumnChoice, EmptyList, TrackList, useList } from '../library/index.ts';
import { openExport } from '../programs/index.ts';
import { acceptTracks, changeSelection, emptySelection, formatTotalTime } from '../tracks/index.ts';
import { findInLibrary, keepOrder } from './entries.actions.ts';
import { dropOnList } from './list-drop.ts';
import { PlaylistItems } from './playlist-menu.tsx';
import styles from './playlist-view.module.css';
import { openDialog, usePlaylists } from './playlists.store.ts';
import type { PlaylistParts } from './playlists-view.tsx';
import { TitleField, useIsTitleTyped } from './title-field.tsx';
import { useOwnLayout } from './use-own-layout.ts';

type PlaylistViewProps = PlaylistParts & { playlist: Playlist };

/** The entries of a list or a crate, in its own order or another one; or the list as a set. */
export function PlaylistView({ playlist, setView: SetView }: PlaylistViewProps) {
  const text = useText();
  const layout = useOwnLayout(playlist);
  const titleField = useIsTitleTyped(playlist) && <TitleField playlist={playlist} />;
  const chosen = usePlaylists((state) => state.modes[playlist.id]);
  const query = useView((state) => state.text);
  const isOpening = useList((state) => state.isOpening);
  const mode = SetView && playlist.kind === 'list' ? (chosen ?? (playlist.plan ? 'set' : 'list')) : 'list';
  useEffect(() => {
    if (mode === 'list') return searchHere();
    // A set has a selection of its own.
    changeSelection((selection) => (selection.entries ? emptySelection : selection));
    return undefined;
  }, [mode]);
  useEffect(() => acceptTracks((drag, under, point) => dropOnList(playlist, drag, under, point)), [playlist]);
  const toggle = SetView && playlist.kind === 'list' && (
    <Segmented
      label={text('playlists.view')}
      value={mode}
      options={[
        { value: 'list', text: text('playlists.asList') },
        { value: 'set', text: text('playlists.asSet') },
      ]}
      onChange={(value) => usePlaylists.setState(({ modes }) => ({ modes: { ...modes, [playlist.id]: value } }))}
    />
  );
  if (mode === 'set' && SetView) {
    const actions = (
      <>
        {toggle}
        <HeadActions playlist={playlist} hasColumns={false} />
      </>
    );
    return <SetView playlist={playlist} actions={actions} />;
  }
  return (
    <section className={styles.view} aria-label={playlist.name} aria-busy={isOpening}>
      <ViewHead title={playlist.name} titleField={titleField} summary={<Summary playlist={playlist} />}>
        {toggle}
        <DeadNote playlist={playlist} />
        {layout.hasPlaces && layout.sort.length > 0 && (
          <Button
            size="small"
            onPress={() =>
              void attempt(async () => {
                await keepOrder(playlist.id, layout.sort);
                layout.setSort([]);
              })
            }
          >
            {text('playlists.keepOrder')}
          </Button>
        )}
        <HeadActions playlist={playlist} />
      </ViewHead>
      <TrackList
        source={{ kind: 'playlist', id: playlist.id, text: query }}
        layout={layout}
        empty={query === '' ? <EmptyPlaylist /> : <EmptyList />}
      />
    </section>
  );
}

function Summary({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const { summary, source, text: query } = useList();
  const isShown = source.kind === 'playlist' && source.id === playlist.id;
  const total = playlist.count ?? 0;
  if (isShown && query !== '') return text('playlists.found', { count: summary.count, total });
  const durationMs = isShown ? summary.durationMs : (playlist.durationMs ?? 0);
  if (total === 0) return null;
  return text('playlists.summary', { count: total, time: formatTotalTime(durationMs) });
}

/** Says how many entries have lost their tracks, and looks for them. */
function DeadNote({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const { data } = useCall('playlists.countDead', { id: playlist.id }, { keepsPrevious: true });
  if (!data || data.count === 0) return null;
  return (
    <>
      <span className={styles.dead}>{text('playlists.findDead', { count: data.count })}</span>
      <Button size="small" icon={<Link2 size={14} />} onPress={() => void attempt(() => findInLibrary(playlist.id))}>
        {text('playlists.findInLibrary')}
      </Button>
    </>
  );
}

type HeadActionsProps = { playlist: Playlist; hasColumns?: boolean };

/** What every playlist has at the right of its head. */
export function HeadActions({ playlist, hasColumns = true }: HeadActionsProps) {
  const text = useText();
  return (
    <>
      <Button size="small" onPress={() => void attempt(() => openExport({ playlistIds: [playlist.id] }))}>
        {text('programs.menu')}
      </Button>
      {playlist.kind !== 'smart' && (
        <IconButton
          label={text('playlists.versions')}
          onPress={() => openDialog({ kind: 'versions', id: playlist.id, name: playlist.name })}
        >
          <History size={16} />
        </IconButton>
      )}
      {hasColumns && (
        <Menu
          label={text('library.columns')}
          placement="bottom end"
          trigger={
            <IconButton label={text('library.columns')}>
              <TableProperties size={16} />
            </IconButton>
          }
        >
          <ColumnChoice />
        </Menu>
      )}
      <Menu
        label={text('playlists.menu', { name: playlist.name })}
        placement="bottom end"
        trigger={
          <IconButton label={text('playlists.more', { name: playlist.name })}>
            <Ellipsis size={16} />
          </IconButton>
        }
      >
        <PlaylistItems playlist={playlist} />
      </Menu>
    </>
  );
}

function EmptyPlaylist() {
  const text = useText();
  return (
    <EmptyState
      icon={<ListMusic size={24} />}
      text={text('playlists.emptyList')}
      action={<Button onPress={showLibrary}>{text('playlists.emptyListAction')}</Button>}
    />
  );
}
