import type { Output } from '#shared/contract/index.ts';
import type { Song } from '#shared/contract/songs.ts';
import { useCall } from '../../api/query.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { EmptyState } from '../../ui/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import styles from './song-pane.module.css';

type Entry = Output<'songs.history'>[number];

/** What has its words; other values are told of by their names. */
const said = ['made', 'removed', 'people', 'links', 'steps', 'done', 'opened', 'status', 'note', 'isOptional'] as const;

/** What happened to a song, newest first. */
export function SongHistory({ song }: { song: Song }) {
  const text = useText();
  const { data: entries = [] } = useCall('songs.history', { id: song.id });
  if (entries.length === 0) return <EmptyState text={text('songs.noHistory')} />;
  return (
    <ol className={styles.history}>
      {entries
        .map((entry, place) => ({ entry, place }))
        .map(({ entry, place }) => (
          <li key={place}>
            <span>
              {entry.isUndo && <em>{text('songs.takenBack')} </em>}
              {describe(entry, text)}
            </span>
            <time>{formatDayAndTime(entry.at)}</time>
          </li>
        ))}
    </ol>
  );
}

function describe({ field, from, to }: Entry, text: Text): string {
  const known = said.find((one) => one === field);
  if (known === 'status') return text('songs.did.status', { status: statusText(to, text) });
  if (known === 'isOptional') return text('songs.did.isOptional', { isOptional: to });
  if (known) return text(`songs.did.${known}`, { to });
  return text('songs.did.value', { field, from, to });
}

function statusText(status: string, text: Text): string {
  return status === 'released' || status === 'inProgress'
    ? text(`songs.status.${status}`)
    : text('songs.status.planned');
}
