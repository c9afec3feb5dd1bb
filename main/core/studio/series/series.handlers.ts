import type { Context } from '#core/context.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationId, OperationKind } from '#shared/contract/operation.ts';
import { mostSeriesRows, type SeriesRow, type seriesContract } from '#shared/contract/series.ts';
import type { PackId, SeriesId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { type AlbumRow, readAlbumRows } from '#shared/series-rows.ts';
import { foldTitle } from '#shared/song-title.ts';
import { creditText } from '../../connectors/musicbrainz/musicbrainz-shapes.ts';
import { referenceListRecord, type SeriesRowState, type SeriesState, seriesRecord } from '../pack-records.ts';
import { songRecord } from '../song-records.ts';
import { finishMoves, planMoves, planSongs } from '../songs/song-changes.ts';
import { refuseDuplicates } from '../songs/song-duplicates.ts';
import { countMoves } from '../songs/song-effects.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { compared } from './cover-rows.ts';
import { createFromPack, listEligible } from './pack-series.ts';
import { listReferences, readReferences } from './reference-lists.ts';
import {
  coverSeries,
  findSeries,
  getSeries,
  listSeries,
  listSeriesSongs,
  mayEditSeries,
  nextSeriesNumber,
} from './series.repository.ts';

export function seriesHandlers(context: Context): Handlers<typeof seriesContract> {
  const { db, history, changes, platform, apis } = context;

  const apply = (kind: OperationKind, made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply(kind, made, subject);
    changes.add({ topics: ['packs', 'songs'] });
    return { operation };
  };
  /** Throws NOT_FOUND, FORBIDDEN. */
  const getMine = (id: number): SeriesState => {
    const state = seriesRecord.get(db, id);
    if (!mayEditSeries(db, state.packId)) throw new AppError('FORBIDDEN', 'You may look at this series only.');
    return state;
  };
  const editRows = (id: number, rows: SeriesRowState[]) =>
    apply('editSeries', seriesRecord.edit(db, id, { rows }), seriesRecord.get(db, id).album);

  return {
    'series.list': () => listSeries(db),
    'series.get': ({ id }) => {
      const { series, rows } = getSeries(db, id);
      const albumFold = foldTitle(series.album);
      const songList = listSeriesSongs(db, id).map((song) => ({
        ...song,
        isOptional: song.isOptional === 1,
        isOfAlbum: foldTitle(song.album) === albumFold,
      }));
      return { ...series, rows, songList };
    },
    'series.eligible': ({ packId }) => listEligible(db, packId),
    'series.createFromPack': (request) => {
      const { id, changes: made } = createFromPack(db, request, platform.now());
      return { id: id as SeriesId, operation: apply('makeSeries', made, request.album).operation as OperationId };
    },

    'series.edit': ({ id, patch }) => {
      const { album, artist } = getMine(id);
      if (findSeries(db, patch.album ?? album, patch.artist ?? artist, id) !== null) throw taken();
      return apply('editSeries', seriesRecord.edit(db, id, withoutUndefined(patch)), patch.album ?? album);
    },
    'series.remove': ({ id }) => {
      const { album } = getMine(id);
      const freed = listSeriesSongs(db, id).flatMap((song) => songRecord.edit(db, song.id, { seriesId: null }));
      return apply('removeSeries', [...freed, seriesRecord.remove(db, id)], album);
    },
    'series.release': ({ id }) => {
      const { album, number: known } = getMine(id);
      const ready = listSeriesSongs(db, id).filter(({ status }) => status === 'inProgress');
      if (ready.length === 0 && !listSeriesSongs(db, id).some(({ status }) => status === 'released')) {
        throw new AppError('PACK_NOTHING_READY', 'This series has no song to release.', { id });
      }
      const number = known ?? nextSeriesNumber(db);
      const moved = planMoves(
        db,
        ready.map((song) => song.id),
        'released',
        { now: platform.now() },
      );
      const { operation } = db
        .transaction(() => {
          const own = seriesRecord.edit(db, id, { number, status: 'released' });
          const done = history.apply('releaseSeries', [...own, ...moved.changes], album);
          finishMoves(context, moved.moves);
          return done;
        })
        .immediate();
      changes.add({ topics: ['packs', 'songs'] });
      return { operation, number, released: ready.length };
    },

    'series.readTracklist': ({ text }) => {
      const rows = readAlbumRows(text);
      if (rows.length === 0) throw new AppError('IMPORT_INVALID', 'There is no title in this text.');
      return withinLimits(rows);
    },
    'series.findTracklist': async ({ album, artist }) => {
      const found = await apis.musicbrainz.searchAlbums({ album, artist });
      return found.map((each) => ({
        id: each.id,
        title: each.title,
        artist: creditText(each['artist-credit']),
        date: each.date ?? '',
        tracks: each['track-count'],
      }));
    },
    'series.getTracklist': async ({ releaseId }) => {
      const found = await apis.musicbrainz.albumTracks(releaseId);
      if (!found) throw new AppError('NOT_FOUND', 'MusicBrainz does not have this release any more.');
      return withinLimits(
        found.media.flatMap(({ position, tracks }, index) =>
          tracks.map(({ title, length }) => ({ disc: position ?? index + 1, title, durationMs: length ?? null })),
        ),
      );
    },

    'series.setTracklist': ({ id, rows }) => {
      const before = getMine(id).rows;
      return editRows(id, keepMarks(before, rows));
    },
    'series.markRows': ({ id, rows: marked, mark }) => {
      const { rows } = getMine(id);
      requireRows(rows, marked);
      const chosen = new Set(marked);
      return editRows(
        id,
        rows.map((row, index) => (chosen.has(index) ? { ...row, mark } : row)),
      );
    },
    'series.chooseSong': ({ id, row: chosen, songId }) => {
      const { rows } = getMine(id);
      requireRows(rows, [chosen]);
      if (songId !== null) songRecord.get(db, songId);
      return editRows(
        id,
        rows.map((row, index) => (index === chosen ? { ...row, songId } : row)),
      );
    },
    'series.addMissing': ({ id, rows: wanted }) => {
      const state = getMine(id);
      requireRows(state.rows, wanted ?? []);
      const covered = coverSeries(db, id);
      const missing = (wanted ?? state.rows.map((_, index) => index)).filter(
        (index) => covered[index]?.state === 'missing',
      );
      return { ...planMissing(id, state, missing), added: missing.length };
    },

    'series.references': () => listReferences(db),
    'series.readReferences': ({ name, text }) => {
      const read = readReferences(context, name, text);
      changes.add({ topics: ['packs'] });
      return read;
    },
    'series.removeReferences': ({ id }) => {
      const { name } = referenceListRecord.get(db, id);
      return apply('editSeries', [referenceListRecord.remove(db, id)], name);
    },
  };

  /** Plans songs for these rows, in the series and its pack: all of them or none. */
  function planMissing(id: number, series: SeriesState, missing: readonly number[]) {
    if (missing.length === 0) return { operation: null };
    const { artist, album, year, packId } = series;
    const songs = missing.map((index) => ({
      ...{ title: series.rows[index]?.title ?? '', artist, album, year, status: 'planned' as const },
      ...{ packId: packId as PackId | null, seriesId: id as SeriesId },
    }));
    const made = planSongs(db, songs, platform.now());
    const { operation } = db
      .transaction(() => {
        const done = history.apply('makeSong', made.changes, missing.length === 1 ? (songs[0]?.title ?? '') : '');
        refuseDuplicates(db, made.ids);
        countMoves(db, made.moves);
        return done;
      })
      .immediate();
    changes.add({ topics: ['packs', 'songs'] });
    return { operation };
  }
}

/** New rows, with what was marked and chosen of rows of the same title. */
function keepMarks(before: readonly SeriesRowState[], rows: readonly SeriesRow[]): SeriesRowState[] {
  const known = new Map<string, SeriesRowState[]>();
  for (const row of before) known.set(compared(row.title), [...(known.get(compared(row.title)) ?? []), row]);
  return rows.map((row) => {
    const { mark, songId } = known.get(compared(row.title))?.shift() ?? { mark: '' as const, songId: null };
    return { ...row, mark, songId };
  });
}

/** Throws LIST_CHANGED. */
function requireRows(rows: readonly unknown[], wanted: readonly number[]): void {
  if (wanted.some((index) => index >= rows.length)) {
    throw new AppError('LIST_CHANGED', 'The tracklist has changed. Look at it again.');
  }
}

/** What of a list that came from elsewhere can be rows here. */
function withinLimits(rows: readonly AlbumRow[]): SeriesRow[] {
  const longest = 86_400_000;
  return rows
    .map(({ disc, title, durationMs }) => ({
      disc: Math.min(99, Math.max(1, disc)),
      title: title.trim().slice(0, 300),
      durationMs: durationMs === null ? null : Math.min(longest, Math.max(0, Math.round(durationMs))),
    }))
    .filter(({ title }) => title !== '')
    .slice(0, mostSeriesRows);
}

function taken(): AppError {
  return new AppError('SERIES_EXISTS', 'There is a series of that album already.');
}
