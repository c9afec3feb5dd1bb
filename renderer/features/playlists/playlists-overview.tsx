import { ListMusic, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-aria-components';
import type { Playlist } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, type MenuPlace, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDay, formatTotalTime } from '../tracks/index.ts';
import { PlaylistIcon } from './playlist-icon.tsx';
import { PlaylistMenu } from './playlist-menu.tsx';
import { childrenOf } from './playlist-nodes.ts';
import { makePlaylist, showPlaylist } from './playlists.actions.ts';
import styles from './playlists-overview.module.css';
import { useSmartCounts } from './use-smart-counts.ts';

type OverviewProps = { playlists: readonly Playlist[]; folder: Playlist | null };
type Line = { playlist: Playlist; level: number };

/** All playlists, or those of a folder, with how much they hold and when they changed last. */
export function PlaylistsOverview({ playlists, folder }: OverviewProps) {
  const text = useText();
  const counts = useSmartCounts(playlists);
  const [menu, setMenu] = useState<{ playlist: Playlist; place: MenuPlace } | null>(null);
  const lines = linesBelow(playlists, folder);
  const parentId = folder?.id ?? null;
  const make = () => void attempt(async () => void (await makePlaylist({ kind: 'list', parentId })));
  const holding = lines.filter(({ playlist }) => playlist.kind !== 'folder').length;
  return (
    <section className={styles.view} aria-label={folder?.name ?? text('playlists.title')}>
      <ViewHead
        title={folder?.name ?? text('playlists.title')}
        summary={holding > 0 ? text('playlists.listCount', { count: holding }) : undefined}
      >
        {lines.length > 0 && (
          <Button size="small" icon={<Plus size={14} />} onPress={make}>
            {text('playlists.command.new')}
          </Button>
        )}
      </ViewHead>
      {lines.length === 0 ? (
        <EmptyState
          icon={<ListMusic size={24} />}
          text={text(folder ? 'playlists.emptyFolder' : 'playlists.empty')}
          action={<Button onPress={make}>{text('playlists.emptyAction')}</Button>}
        />
      ) : (
        <div className={styles.scroll} data-pane-focus>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{text('playlists.column.name')}</th>
                <th scope="col">{text('playlists.column.kind')}</th>
                <th scope="col" className={styles.number}>
                  {text('playlists.column.tracks')}
                </th>
                <th scope="col" className={styles.number}>
                  {text('playlists.column.length')}
                </th>
                <th scope="col" className={styles.number}>
                  {text('playlists.column.changed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ playlist, level }) => (
                <OverviewRow
                  key={playlist.id}
                  playlist={playlist}
                  level={level}
                  held={playlist.kind === 'smart' ? counts.get(playlist.id) : undefined}
                  onMenu={(place) => setMenu({ playlist, place })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <PlaylistMenu playlist={menu?.playlist ?? null} place={menu?.place ?? null} onClose={() => setMenu(null)} />
    </section>
  );
}

type OverviewRowProps = Line & {
  held: { count: number; durationMs: number } | undefined;
  onMenu: (place: MenuPlace) => void;
};

function OverviewRow({ playlist, level, held, onMenu }: OverviewRowProps) {
  const text = useText();
  const count = held?.count ?? playlist.count;
  const durationMs = held?.durationMs ?? playlist.durationMs;
  return (
    <tr
      className={styles.row}
      onClick={() => showPlaylist(playlist.id)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <td>
        <span className={styles.name} style={{ '--level': level } as React.CSSProperties}>
          <PlaylistIcon kind={playlist.kind} />
          <Link className={styles.link ?? ''} onPress={() => showPlaylist(playlist.id)}>
            {playlist.name}
          </Link>
        </span>
      </td>
      <td className={styles.quiet}>{text(`playlists.kind.${playlist.kind}`)}</td>
      <td className={styles.number}>{count === null ? '' : text('app.count', { count })}</td>
      <td className={styles.number}>{durationMs === null ? '' : formatTotalTime(durationMs)}</td>
      <td className={styles.number}>{formatDay(playlist.changedAt, Date.now())}</td>
    </tr>
  );
}

/** Each folder before what it holds. */
function linesBelow(playlists: readonly Playlist[], folder: Playlist | null): Line[] {
  const children = childrenOf(playlists);
  const below = (parentId: Playlist['parentId'], level: number): Line[] =>
    (children.get(parentId) ?? []).flatMap((playlist) => [{ playlist, level }, ...below(playlist.id, level + 1)]);
  return below(folder?.id ?? null, 0);
}
