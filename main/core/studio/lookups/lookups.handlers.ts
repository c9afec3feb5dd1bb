import type { Context } from '#core/context.ts';
import { type SongState, songRecord } from '#core/studio/song-records.ts';
import { applySongs, nameOfSongs, planEdits } from '#core/studio/songs/song-changes.ts';
import { findDuplicate } from '#core/studio/songs/song-duplicates.ts';
import { requireSongEdit } from '#core/studio/songs/song-rights.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { lookupsContract, SongMatch } from '#shared/contract/lookups.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { sameTitleKey } from '#shared/song-title.ts';
import { factsOfSong, findAtMusicBrainz, findAtSpotify } from './find-matches.ts';
import type { SongLookUpInput } from './song-look-up-task.ts';
import { dropSongLookUps, keepSongLookUp, listSongLookUps } from './song-look-ups.repository.ts';
import { readSongTable } from './song-table.ts';

type Wanted = { songId: number; values: Partial<SongState> };

export function lookupsHandlers(context: Context): Handlers<typeof lookupsContract> {
  const { db, connectors, apis, spotify, changes, platform } = context;

  return {
    'lookups.search': async ({ songId, text }) => {
      const facts = factsOfSong(db, songId);
      const asked = text === '' ? facts : { ...facts, title: text, artist: '' };
      const services = (['musicbrainz', 'spotify'] as const).filter((service) => connectors.isConnected(service));
      if (services.length === 0) throw new AppError('SERVICE_NOT_CONNECTED', 'Connect MusicBrainz or Spotify first.');
      const found = await Promise.allSettled(
        services.map((each) => (each === 'spotify' ? findAtSpotify(spotify, asked) : findAtMusicBrainz(apis, asked))),
      );
      const answers = found.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      const failure = found.find((each) => each.status === 'rejected');
      // One service that is away does not hide what the other one found.
      if (answers.length === 0 && failure) throw failure.reason;
      return answers.sort((a, b) => b.score - a.score);
    },

    'lookups.lookUp': async ({ songIds }) => {
      requireSongEdit(db, songIds);
      await connectors.access('musicbrainz');
      db.transaction(() => {
        for (const id of songIds) {
          keepSongLookUp(db, id, { state: 'waiting', error: null, matches: [] }, platform.now());
        }
        connectors.queue.add('musicbrainz', 'lookUpSongs', { songIds } satisfies SongLookUpInput);
      })();
      changes.add({ topics: ['connectors'] });
    },

    'lookups.list': ({ start, count }) => {
      const all = listSongLookUps(db);
      const waiting = all.filter(({ state }) => state === 'waiting').length;
      return { total: all.length, waiting, lookUps: all.slice(start, start + count) };
    },

    'lookups.apply': ({ choices, keepsArtistAndAlbum }) =>
      take(
        choices.map(({ songId, match, coverHash }) => ({
          songId,
          values: { ...valuesOf(songId, match, keepsArtistAndAlbum), ...(coverHash ? { artworkHash: coverHash } : {}) },
        })),
      ),

    'lookups.applyBest': ({ minimumScore, keepsArtistAndAlbum }) =>
      take(
        listSongLookUps(db).flatMap(({ songId, matches: [best] }) =>
          best && best.score >= minimumScore ? [{ songId, values: valuesOf(songId, best, keepsArtistAndAlbum) }] : [],
        ),
      ),

    'lookups.dismiss': ({ songIds }) => {
      requireSongEdit(db, songIds);
      dropSongLookUps(db, songIds);
      changes.add({ topics: ['connectors'] });
    },

    'lookups.previewTable': ({ text }) => {
      const { rows, unknownColumns } = readSongTable(db, text);
      return {
        unknownColumns,
        rows: rows.map(({ line, title, artist, songId, values }) => ({
          ...{ line, title, artist, songId: songId as SongId | null },
          changes: songId === null ? {} : changedValues(songId, values),
        })),
      };
    },

    'lookups.applyTable': ({ text }) =>
      take(readSongTable(db, text).rows.flatMap(({ songId, values }) => (songId === null ? [] : [{ songId, values }]))),
  };

  function valuesOf(songId: number, match: SongMatch, keeps: boolean): Partial<SongState> {
    const song = songRecord.get(db, songId);
    const values: Partial<SongState> = {};
    if (match.album !== '' && (!keeps || song.album === '')) values.album = match.album;
    if (match.artist !== '' && (!keeps || song.artist === '')) values.artist = match.artist;
    if (match.year !== null) values.year = match.year;
    if (match.isrc !== '' && song.isrc === '') values.isrc = match.isrc;
    return values;
  }

  function changedValues(songId: number, values: Partial<SongState>): Record<string, string> {
    const song = songRecord.get(db, songId);
    const changed = Object.entries(values).filter(([key, value]) => song[key as keyof SongState] !== value);
    return Object.fromEntries(changed.map(([key, value]) => [key, String(value)]));
  }

  /** Sets what is wanted as one operation, but not where a song would be there twice then. */
  function take(wanted: readonly Wanted[]) {
    const known = new Map(wanted.map((each) => [each.songId, each]));
    const duplicates: string[] = [];
    const taken: number[] = [];
    const names = new Set<string>();
    for (const { songId, values } of known.values()) {
      const song = { ...songRecord.get(db, songId), ...values };
      const name = JSON.stringify([sameTitleKey(song.title), sameTitleKey(song.artist), song.ownerId]);
      const isRenamed = values.artist !== undefined;
      if (isRenamed && (names.has(name) || findDuplicate(db, song, songId) !== undefined)) duplicates.push(song.title);
      else taken.push(songId);
      names.add(name);
    }
    requireSongEdit(db, taken);
    const plan = planEdits(db, taken, (_state, id) => known.get(id)?.values ?? {});
    const { operation } = applySongs(context, 'editSong', plan, nameOfSongs(db, taken));
    dropSongLookUps(db, taken);
    changes.add({ topics: ['connectors'] });
    return { operation, count: taken.length, duplicates };
  }
}
