import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { personClock } from '#core/time/zones.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { songsContract } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { cleanTitle } from '#shared/song-title.ts';
import { dayText } from '#shared/zone-clock.ts';
import { removeWithSong } from '../versions/remove-with-song.ts';
import { applySongs, nameOfSongs, planEdits, planMoves, planSongs } from './song-changes.ts';
import { listReleasedElsewhere } from './song-duplicates.ts';
import { listHistory } from './song-history.ts';
import { countSongs, listBoard, listCalendar, listSongs } from './song-list.ts';
import { songPeopleHandlers } from './song-people.handlers.ts';
import { requirePackOpen, requireSongEdit } from './song-rights.ts';
import { songStepsHandlers } from './song-steps.handlers.ts';
import { checkTitles, planPlace, requireKnown, requireValues, suggestValues, withIdentifiers } from './song-values.ts';
import { getSong, type Looking, listSongRows } from './songs.repository.ts';

export function songsHandlers(context: Context): Handlers<typeof songsContract> {
  const { db, platform } = context;

  const looking = (): Looking => {
    const now = platform.now();
    return { now, today: dayText(personClock(db, currentActor().personId ?? 0).dayOf(now)) };
  };

  return {
    'songs.list': (query) => listSongs(db, query, looking()),
    'songs.board': (filter) => listBoard(db, filter, looking()),
    'songs.count': ({ isMine }) => countSongs(db, isMine, looking()),
    'songs.calendar': (filter) => listCalendar(db, filter, looking()),
    'songs.getMany': ({ ids }) => listSongRows(db, ids, looking()),
    'songs.get': ({ id }) => getSong(db, id, looking()),
    'songs.history': ({ id }) => listHistory(db, id),
    'songs.suggest': ({ field, text }) => suggestValues(db, field, text),
    'songs.checkTitles': ({ songs }) => checkTitles(db, songs),

    'songs.create': (song) => {
      const { ids, operation, releasedElsewhere } = makeSongs([song]);
      return { operation, id: ids[0] as SongId, releasedElsewhere };
    },

    'songs.createMany': ({ songs }) => makeSongs(songs),

    'songs.edit': ({ ids, values }) => {
      requireSongEdit(db, ids);
      requireValues(db, ids, values);
      const given = Object.fromEntries(
        Object.entries(withIdentifiers(values)).filter(([, value]) => value !== undefined),
      );
      const edits = planEdits(db, ids, () => given);
      return applySongs(context, 'editSong', edits, values.title ?? nameOfSongs(db, ids));
    },

    'songs.cleanTitles': ({ ids }) => {
      requireSongEdit(db, ids);
      const edits = planEdits(db, ids, ({ title, album }) => ({ title: cleanTitle(title), album: cleanTitle(album) }));
      const count = new Set(edits.changes.map(({ itemId }) => itemId)).size;
      return { ...applySongs(context, 'editSong', edits, nameOfSongs(db, ids)), count };
    },

    'songs.remove': ({ ids }) => {
      requireSongEdit(db, ids);
      const changes = ids.flatMap((id) => removeWithSong(db, id));
      return applySongs(context, 'removeSong', { changes, moves: [], renamed: [] }, nameOfSongs(db, ids));
    },

    'songs.place': ({ ids, before }) => {
      requireSongEdit(db, ids);
      return applySongs(context, 'moveSong', planPlace(db, ids, before), nameOfSongs(db, ids));
    },

    'songs.move': ({ ids, status }) => {
      requireSongEdit(db, ids);
      const moves = planMoves(db, ids, status, { now: platform.now() });
      const released = moves.moves.filter(({ after }) => after.status === 'released').map(({ after }) => after);
      return {
        ...applySongs(context, 'moveSong', moves, nameOfSongs(db, ids)),
        count: moves.moves.length,
        releasedElsewhere: listReleasedElsewhere(db, released.slice(0, 500)),
      };
    },

    ...songStepsHandlers(context),
    ...songPeopleHandlers(context),
  };

  function makeSongs(songs: Parameters<typeof planSongs>[1]) {
    for (const packId of new Set(songs.map((song) => song.packId))) {
      if (packId) requirePackOpen(db, packId);
    }
    for (const song of songs) requireKnown(db, song);
    const { ids, ...planned } = planSongs(db, songs.map(withIdentifiers), platform.now());
    const [only] = songs;
    const { operation } = applySongs(context, 'makeSong', planned, songs.length === 1 ? (only?.title ?? '') : '');
    const made = planned.moves.map(({ after }) => after);
    return { operation, ids: ids as SongId[], releasedElsewhere: listReleasedElsewhere(db, made) };
  }
}
