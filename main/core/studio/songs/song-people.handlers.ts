import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { songsContract } from '#shared/contract/songs.ts';
import { AppError } from '#shared/errors.ts';
import { type SongPersonState, songRecord } from '../song-records.ts';
import { applySongs, nameOfSongs, planEdits } from './song-changes.ts';
import { requireSongEdit } from './song-rights.ts';

type PeopleMethod = 'songs.setPeople' | 'songs.addPerson' | 'songs.addLink';

/** A whole, in hundredths of a percent. */
const wholeShare = 10_000;

export function songPeopleHandlers(context: Context): Pick<Handlers<typeof songsContract>, PeopleMethod> {
  const { db, platform } = context;

  return {
    'songs.setPeople': ({ id, people }) => {
      requireSongEdit(db, id);
      requirePeople(people);
      const edits = planEdits(db, [id], () => ({ people }));
      return applySongs(context, 'editSong', edits, nameOfSongs(db, [id]));
    },

    'songs.addPerson': ({ ids, person }) => {
      requireSongEdit(db, ids);
      const edits = planEdits(db, ids, (state) => {
        const others = state.people.filter(
          ({ personId, role }) => personId !== person.personId || role !== person.role,
        );
        const people = [...others, person];
        requirePeople(people);
        return { people };
      });
      return applySongs(context, 'editSong', edits, nameOfSongs(db, ids));
    },

    'songs.addLink': ({ id, url, message }) => {
      requireSongEdit(db, id);
      const { links, steps } = songRecord.get(db, id);
      const enabled = steps.filter(({ isEnabled }) => isEnabled);
      const isFinished = enabled.length > 0 && enabled.every(({ isDone }) => isDone);
      if (message === '' && !isFinished) {
        throw new AppError('LINK_WITHOUT_MESSAGE', 'Say what changed.', { id });
      }
      if (!/^https?:/i.test(url)) throw new AppError('INVALID_INPUT', 'A link begins with http.', { id });
      const link = { at: platform.now(), personId: currentActor().personId, url, message };
      const edits = planEdits(db, [id], () => ({ links: [...links, link] }));
      return applySongs(context, 'editSong', edits, nameOfSongs(db, [id]));
    },
  };

  /** Throws NOT_FOUND for somebody who is gone, INVALID_INPUT for a role that somebody has twice, SHARES_OVER. */
  function requirePeople(people: readonly SongPersonState[]): void {
    const found = prepare(db, 'SELECT 1 FROM person WHERE id = ? AND removed_at IS NULL AND merged_into IS NULL');
    const roles = new Set<string>();
    for (const { personId, role } of people) {
      if (!found.get(personId)) throw new AppError('NOT_FOUND', 'That person is not here any more.', { personId });
      const key = `${personId} ${role}`;
      if (roles.has(key)) throw new AppError('INVALID_INPUT', 'Somebody has the same role twice.', { personId });
      roles.add(key);
    }
    const total = people.reduce((sum, { share }) => sum + (share ?? 0), 0);
    if (total > wholeShare) throw new AppError('SHARES_OVER', 'The shares are more than a whole.', { total });
  }
}
