import type { Output } from '#shared/contract/index.ts';
import type { SortTerm, TrackId } from '#shared/contract/library/tracks.ts';
import type { PlaylistEntryId, PlaylistId } from '#shared/contract/playlists.ts';
import { call } from '../../api/client.ts';
import { type ListRow, toListRow } from './list-row.ts';

/** What a list shows: what a query finds, what a playlist holds (or what of it a query finds), or a smart playlist. */
export type ListSource =
  | { kind: 'query'; text: string }
  | { kind: 'playlist'; id: PlaylistId; text: string }
  | { kind: 'smart'; id: PlaylistId };

/** The rows of an opened playlist, known from the start; `trackIds` are 0 where the track is gone. */
export type OpenedEntries = {
  playlistId: PlaylistId;
  entryIds: readonly PlaylistEntryId[];
  trackIds: readonly number[];
  /** Where each stands in the list's own order. */
  places: readonly number[];
};

export type OpenedList = Output<'tracks.openView'> & {
  entries: OpenedEntries | null;
  /** A row for each place; undefined where it is gone since. */
  fetchRows: (start: number, count: number) => Promise<(ListRow | undefined)[]>;
};

const slot = 'library';
let opened = 0;

/** Opens a list. A newer call of queries ends an older one with CANCELLED. */
export async function openSource(source: ListSource, sort: readonly SortTerm[]): Promise<OpenedList> {
  if (source.kind === 'playlist') return openPlaylist(source, sort);
  const answer =
    source.kind === 'smart'
      ? await call('playlists.openSmart', { slot, id: source.id, sort: [...sort] })
      : await call('tracks.openView', { slot, text: source.text, sort: [...sort] });
  return { ...answer, entries: null, fetchRows: (start, count) => fetchTracks(answer.view, start, count) };
}

export function queryOf(source: ListSource): string {
  return source.kind === 'smart' ? '' : source.text;
}

async function openPlaylist(
  { id, text }: Extract<ListSource, { kind: 'playlist' }>,
  sort: readonly SortTerm[],
): Promise<OpenedList> {
  const { entryIds, trackIds, places, summary, errors } = await call('playlists.open', { id, text, sort: [...sort] });
  const view = `playlist-${id}-${++opened}`;
  const entries = { playlistId: id, entryIds, trackIds, places };
  return {
    view,
    total: entryIds.length,
    summary,
    errors,
    entries,
    fetchRows: (start, count) => fetchEntries(entries, start, count),
  };
}

async function fetchEntries(
  { entryIds, places }: OpenedEntries,
  start: number,
  count: number,
): Promise<(ListRow | undefined)[]> {
  const ids = entryIds.slice(start, start + count);
  const found = await call('playlists.entriesById', { ids: [...ids] });
  const byId = new Map(found.map((entry) => [entry.id, entry]));
  return ids.map((id, index) => {
    const entry = byId.get(id);
    return entry && toListRow(entry, places[start + index] as number);
  });
}

/** Rows in their places. Tracks that left the library since leave a gap, so that no row moves. */
async function fetchTracks(view: string, start: number, count: number): Promise<(ListRow | undefined)[]> {
  const rows = await call('tracks.viewRows', { view, start, count });
  if (rows.length === count) return rows;
  const ids: TrackId[] = await call('tracks.viewIds', { view, start, count });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id));
}
