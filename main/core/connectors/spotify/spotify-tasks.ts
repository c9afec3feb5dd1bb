import { z } from 'zod';
import type { Context } from '#core/context.ts';
import { scorePieces, takeApart } from '#core/playlists/match-score.ts';
import { getPlaylist, readEntries } from '#core/playlists/playlists.repository.ts';
import type { SpotifyTrack } from '#shared/contract/spotify.ts';
import { findAnswer, keepAnswer } from '../connections.repository.ts';
import type { TaskKind, TaskRun } from '../connector.ts';
import { agreedBase, compareLists } from './compare-lists.ts';
import { findAtSpotify } from './find-at-spotify.ts';
import { mostAtOnce, type SpotifyApi } from './spotify-api.ts';
import { keepLinks, uriOf } from './spotify-links.ts';
import { bringList, findByList, noteCopy, readBase, setBase } from './spotify-lists.ts';
import { keepReport, type SpotifyReport } from './spotify-report.ts';

export type SpotifyParts = Pick<Context, 'db' | 'history' | 'changes'> & { now(): number; api: SpotifyApi };

const importInput = z.object({ lists: z.array(z.object({ id: z.string(), name: z.string() })) });
export type ImportInput = z.output<typeof importInput>;
const exportInput = z.object({ playlistId: z.number(), name: z.string(), isPublic: z.boolean() });
export type ExportInput = z.output<typeof exportInput>;
const syncInput = z.object({
  playlistId: z.number(),
  listId: z.string(),
  name: z.string(),
  pull: z.boolean(),
  push: z.boolean(),
});
export type SyncInput = z.output<typeof syncInput>;

const missedTrack = z.object({
  artist: z.string(),
  title: z.string(),
  reason: z.enum(['notHere', 'notThere', 'unsure']),
});
/** How many lists are here already, and what became of them. */
const importState = z.object({
  done: z.number(),
  version: z.string(),
  matched: z.number(),
  missed: z.array(missedTrack),
});
/** What goes out is settled before the list is made; `listId` is null from then until Spotify named it. */
const exportState = z.object({
  listId: z.string().nullable(),
  uris: z.array(z.string()),
  missed: z.array(missedTrack),
});

/** Pages are fetched once, however often a task has to begin again. */
const pageKeptMs = 24 * 3_600_000;
/** That Spotify has no such track stays true for a while. */
const missKeptMs = 7 * 24 * 3_600_000;

export function spotifyTasks(parts: SpotifyParts): Record<'import' | 'export' | 'sync', TaskKind> {
  return {
    import: {
      subject: (input) =>
        importInput
          .parse(input)
          .lists.map(({ name }) => name)
          .join(', '),
      run: (task) => importLists(parts, importInput.parse(task.input), task),
    },
    export: {
      subject: (input) => exportInput.parse(input).name,
      run: (task) => exportPlaylist(parts, exportInput.parse(task.input), task),
    },
    sync: {
      subject: (input) => syncInput.parse(input).name,
      run: (task) => syncPlaylist(parts, syncInput.parse(task.input)),
    },
  };
}

/** All tracks of a list, page by page. Throws SERVICE_… errors; what was fetched is kept for the next try. */
export async function readList(
  { db, api, now }: Pick<SpotifyParts, 'db' | 'api' | 'now'>,
  listId: string,
  { version, onPage }: { version: string; onPage?: (share: number) => void },
): Promise<SpotifyTrack[]> {
  type Page = Awaited<ReturnType<SpotifyApi['page']>>;
  const tracks: SpotifyTrack[] = [];
  for (let start: number | null = 0; start !== null; ) {
    const request = `page:${listId}:${version}:${start}`;
    const known = findAnswer(db, 'spotify', request, now()) as Page | undefined;
    const page: Page = known ?? (await api.page(listId, start));
    if (!known) keepAnswer(db, 'spotify', request, page, { now: now(), forMs: pageKeptMs });
    tracks.push(...page.tracks);
    onPage?.(page.total === 0 ? 1 : Math.min(1, tracks.length / page.total));
    start = page.next;
  }
  return tracks;
}

async function importLists(parts: SpotifyParts, { lists }: ImportInput, task: TaskRun): Promise<void> {
  const before = importState.nullable().catch(null).parse(task.progress);
  const { version, missed, ...counts } = before ?? { version: String(parts.now()), missed: [], matched: 0, done: 0 };
  let { matched } = counts;
  for (let index = counts.done; index < lists.length; index += 1) {
    const list = lists[index] as (typeof lists)[number];
    const share = (part: number) => (index + part) / lists.length;
    const save = (part: number) => task.save({ done: index, version, matched, missed }, share(part));
    const tracks = await readList(parts, list.id, { version, onPage: save });
    // Brought a second time where the process died in between, it is brought up to date: nothing doubles.
    const { linked } = bringList(parts, list, tracks);
    matched += linked.filter(({ trackId }) => trackId !== null).length;
    for (const { track, trackId, score } of linked) {
      if (trackId !== null) continue;
      missed.push({ artist: track.artist, title: track.title, reason: score === null ? 'notHere' : 'unsure' });
    }
    // What the user does to it from now on, a restart leaves alone.
    task.save({ done: index + 1, version, matched, missed }, share(1));
  }
  const subject = lists.map(({ name }) => name).join(', ');
  keepReport(parts.db, { at: parts.now(), kind: 'import', subject, matched, missed });
  parts.changes.add({ topics: ['interop', 'connectors'] });
}

type Found = { uris: string[]; missed: SpotifyReport['missed'] };

/** What Spotify calls each entry, asked for where it is not known. */
async function findAll(parts: SpotifyParts, playlistId: number, onFound: (share: number) => void): Promise<Found> {
  const { db, api, now } = parts;
  const entries = readEntries(db, playlistId);
  const uris: string[] = [];
  const missed: SpotifyReport['missed'] = [];
  for (const [index, entry] of entries.entries()) {
    const uri = uriOf(db, entry) ?? (await ask(entry));
    if (uri === null) missed.push({ artist: entry.artist, title: entry.title, reason: 'notThere' });
    else uris.push(uri);
    onFound((index + 1) / entries.length);
  }
  return { uris, missed };

  async function ask(entry: (typeof entries)[number]): Promise<string | null> {
    const request = `find:${entry.isrc}:${entry.artist}:${entry.title}:${entry.durationMs}`;
    if (findAnswer(db, 'spotify', request, now()) !== undefined) return null;
    const track = await findAtSpotify(api, entry);
    if (!track) keepAnswer(db, 'spotify', request, false, { now: now(), forMs: missKeptMs });
    if (track && entry.trackId !== null) keepLinks(db, [{ track, trackId: entry.trackId, score: 1 }], now());
    return track?.uri ?? null;
  }
}

/** Finds all tracks first, then makes the list: one that was only begun is filled up and not made twice. */
async function exportPlaylist(parts: SpotifyParts, input: ExportInput, task: TaskRun): Promise<void> {
  const { db, api, now, changes } = parts;
  const begun = exportState.nullable().catch(null).parse(task.progress);
  const { uris, missed } = begun ?? (await findAll(parts, input.playlistId, (share) => task.save(null, share * 0.8)));
  const playlist = getPlaylist(db, input.playlistId);
  const { name } = input;
  task.save({ listId: begun?.listId ?? null, uris, missed }, 0.8);
  // Whether it was made before the process died, or the answer got lost, only Spotify knows.
  const made = begun?.listId ?? (begun && (await findNew(parts, name)));
  const listId = made ?? (await api.createPlaylist(input));
  task.save({ listId, uris, missed }, 0.8);
  const there = made ? (await api.page(listId, 0)).total : 0;
  for (let start = there; start < uris.length; start += mostAtOnce) {
    await api.addItems(listId, uris.slice(start, start + mostAtOnce), start);
    task.save({ listId, uris, missed }, 0.8 + (0.2 * Math.min(uris.length, start + mostAtOnce)) / uris.length);
  }
  db.transaction(() => {
    if (playlist.source?.item === listId) setBase(parts, playlist.id, uris);
    else noteCopy(parts, playlist, listId, uris);
    keepReport(db, { at: now(), kind: 'export', subject: name, matched: uris.length, missed });
  })();
  changes.add({ topics: ['interop', 'connectors', 'playlists'] });
}

/** An empty list of the user's own by that name, which no playlist here is kept in. */
async function findNew(parts: SpotifyParts, name: string): Promise<string | null> {
  const [own, lists] = [await parts.api.me(), await parts.api.playlists()];
  const found = lists.find(
    (list) =>
      list.name === name &&
      list.owner?.id === own &&
      (list.items ?? list.tracks)?.total === 0 &&
      !findByList(parts, list.id),
  );
  return found?.id ?? null;
}

async function syncPlaylist(parts: SpotifyParts, input: SyncInput): Promise<void> {
  const { listId, name } = input;
  // What was changed here is found by what both held before anything is taken over.
  const base = readBase(parts, getPlaylist(parts.db, input.playlistId).source);
  if (input.pull) bringList(parts, { id: listId, name }, await readAll(parts.api, listId));
  if (input.push) await pushPlaylist(parts, input, base);
}

/** Adds and takes out there what was added and taken out here since both held `base`. Order there stays. */
async function pushPlaylist(
  parts: SpotifyParts,
  { playlistId, listId, name }: SyncInput,
  base: readonly string[],
): Promise<void> {
  const { db, api, now, changes } = parts;
  const { uris: here, missed } = await findAll(parts, playlistId, () => undefined);
  const tracksThere = await readAll(api, listId);
  const there = tracksThere.map(({ uri }) => uri);
  const { addedHere, removedHere } = compareLists(base, here, there);
  const held = new Set(here);
  // What Spotify does not find now may be what lies there already: nothing is taken out that might still be here.
  const unsure = missed.map((entry) => takeApart({ ...entry, durationMs: null }));
  const spared = tracksThere.filter((track) => unsure.some((entry) => scorePieces(entry, takeApart(track)) > 0.4));
  for (const { uri } of spared) held.add(uri);
  const going = [...new Set(removedHere)].filter((uri) => !held.has(uri) && there.includes(uri));
  const present = new Set(there);
  const coming = addedHere.filter((uri) => !present.has(uri));
  for (const part of inParts(going)) await api.removeItems(listId, part);
  let end = there.filter((uri) => !going.includes(uri)).length;
  for (const part of inParts(coming)) {
    await api.addItems(listId, part, end);
    end += part.length;
  }
  const after = (await readAll(api, listId)).map(({ uri }) => uri);
  setBase(parts, playlistId, agreedBase(base, here, after));
  keepReport(db, { at: now(), kind: 'export', subject: name, matched: here.length, missed });
  changes.add({ topics: ['interop', 'connectors', 'playlists'] });
}

/** All tracks of a list as they are now. */
export async function readAll(api: SpotifyApi, listId: string): Promise<SpotifyTrack[]> {
  const tracks: SpotifyTrack[] = [];
  for (let start: number | null = 0; start !== null; ) {
    const page: Awaited<ReturnType<SpotifyApi['page']>> = await api.page(listId, start);
    tracks.push(...page.tracks);
    start = page.next;
  }
  return tracks;
}

function inParts(uris: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(uris.length / mostAtOnce) }, (_, index) =>
    uris.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  );
}
