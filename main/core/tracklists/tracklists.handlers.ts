import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { TrackRow } from '#shared/contract/library/tracks.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import type { TimingFinding, TracklistEntryId, TracklistId, tracklistsContract } from '#shared/contract/tracklists.ts';
import { AppError } from '#shared/errors.ts';
import { checkTimes } from '#shared/tracklist/timing.ts';
import { compareEntries } from './compare-entries.ts';
import { createTracklists, hasTrack, wantedMix } from './create-tracklists.ts';
import { applyStep, onlyGiven } from './entry-steps.ts';
import { fixTimes } from './fix-times.ts';
import { bandOf, findMixes } from './match-mix.ts';
import { TrackMatcher } from './match-tracks.ts';
import { publishTracklist, saveTracklist } from './save-tracklist.ts';
import { nextNumbers, wholeChange } from './tracklist-changes.ts';
import type { TracklistState } from './tracklist-state.ts';
import {
  findVersion,
  getState,
  getTracklist,
  listTracklists,
  listVersions,
  mixDuration,
  tracksById,
  withTracks,
} from './tracklists.repository.ts';
import { fromPlaylist, toPlaylist } from './turn-into-playlist.ts';
import { applyUpdate, proposeUpdate } from './update-proposal.ts';

const mostCandidates = 20;

export function tracklistsHandlers(context: Context): Handlers<typeof tracklistsContract> {
  const { db, history, changes } = context;

  /** Matches again what an edit has named anew. */
  const rematch = (before: TracklistState, entries: TracklistState['entries']) => {
    const known = new Map(before.entries.map((entry) => [entry.id, entry]));
    const matcher = new TrackMatcher(db);
    return entries.map((entry) => {
      const old = known.get(entry.id);
      const isSame =
        old &&
        old.artist === entry.artist &&
        old.title === entry.title &&
        old.remix === entry.remix &&
        old.isMatchFixed === entry.isMatchFixed;
      return isSame ? entry : (matcher.match([entry])[0] ?? entry);
    });
  };

  return {
    'tracklists.list': () => listTracklists(db),

    'tracklists.get': ({ id }) => {
      const { mixTrackId, mixScore, ...tracklist } = getTracklist(db, id);
      const { entries, origin } = getState(db, id);
      const mix = mixTrackId === null ? null : (tracksById(db, [mixTrackId]).get(mixTrackId) ?? null);
      const findings = checkTimes(entries, mixDuration(db, origin)).map(
        ({ index, ...problem }): TimingFinding => ({
          ...problem,
          number: index + 1,
          entryId: entries[index]?.id as TracklistEntryId,
        }),
      );
      return { ...tracklist, mix, mixScore, entries: withTracks(db, entries), findings };
    },

    'tracklists.create': (input) => {
      if (input.mixTrackId !== null && !hasTrack(db, input.mixTrackId)) throw goneTrack(input.mixTrackId);
      const made = createTracklists(context, input);
      return { ...made, ids: made.ids as TracklistId[] };
    },

    'tracklists.remove': ({ id }) => {
      const state = getState(db, id);
      const { operation } = history.apply('removeTracklist', [wholeChange(id, state, null)], state.facts.name);
      changes.add({ topics: ['tracklists'] });
      return { operation };
    },

    'tracklists.edit': ({ id, facts }) =>
      saveTracklist(context, id, (before) => ({ facts: { ...before.facts, ...onlyGiven(facts) } })),

    'tracklists.editEntries': ({ id, steps }) => {
      const added: TracklistEntryId[] = [];
      let next = nextNumbers(db, 'tracklist_entry', 1)[0] as number;
      const take = () => {
        added.push(next as TracklistEntryId);
        next += 1;
        return next - 1;
      };
      const saved = saveTracklist(context, id, (before) => {
        const entries = steps.reduce((all, step) => {
          if ('trackId' in step && typeof step.trackId === 'number' && !hasTrack(db, step.trackId)) {
            throw goneTrack(step.trackId);
          }
          return applyStep(all, step, take);
        }, before.entries);
        return { entries: rematch(before, entries) };
      });
      return { ...saved, added };
    },

    'tracklists.fixTimes': ({ id, fix }) =>
      saveTracklist(context, id, ({ entries, origin }) => ({
        entries: fixTimes(entries, fix, mixDuration(db, origin)),
      })),

    'tracklists.match': ({ id }) => {
      const saved = saveTracklist(context, id, ({ entries }) => ({ entries: new TrackMatcher(db).match(entries) }));
      return { ...saved, matched: getTracklist(db, id).matchedCount };
    },

    'tracklists.entryCandidates': ({ id, entryId }) => {
      const entry = getState(db, id).entries.find((each) => each.id === entryId);
      if (!entry) throw new AppError('NOT_FOUND', 'That entry is gone.', { id: entryId });
      return withRows(context, new TrackMatcher(db).candidates(entry, mostCandidates));
    },

    'tracklists.mixCandidates': ({ id }) => {
      const { facts, entries } = getState(db, id);
      const found = findMixes(db, wantedMix(facts, entries), mostCandidates);
      return withRows(context, found).map((each) => ({ ...each, band: bandOf(each.score) }));
    },

    'tracklists.setMix': ({ id, trackId }) => {
      if (trackId !== null && !hasTrack(db, trackId)) throw goneTrack(trackId);
      return saveTracklist(context, id, ({ origin }) => ({
        origin: { ...origin, mixTrackId: trackId, mixScore: null },
      }));
    },

    'tracklists.publish': ({ id }) => publishTracklist(context, id),

    'tracklists.versions': ({ id }) => {
      getTracklist(db, id);
      return listVersions(db, id);
    },

    'tracklists.compare': ({ id, from, to }) => {
      const after = to === undefined ? getState(db, id) : getVersion(context, id, to).content;
      return compareEntries(getVersion(context, id, from).content.entries, after.entries);
    },

    'tracklists.rollBack': ({ id, version }) =>
      saveTracklist(context, id, () => getVersion(context, id, version).content, {
        kind: 'rollBackTracklist',
        change: 'rollback',
        isNewVersion: true,
      }),

    'tracklists.proposeUpdate': ({ id, part }) => proposeUpdate(getState(db, id).entries, part.entries),

    'tracklists.update': ({ id, part, action }) => {
      let next = nextNumbers(db, 'tracklist_entry', 1)[0] as number;
      const edit = (before: TracklistState) => {
        const entries = applyUpdate(before.entries, part.entries, action, () => next++);
        const named = Object.entries(part.facts).filter(([, value]) => value !== '');
        const facts = action === 'useProposed' ? Object.fromEntries(named) : {};
        return { entries: rematch(before, entries), facts: { ...before.facts, ...facts, name: before.facts.name } };
      };
      return saveTracklist(context, id, edit, { change: 'importUpdate' });
    },

    'tracklists.toPlaylist': ({ id }) => {
      const { operation, playlistId } = toPlaylist(context, id);
      return { operation, playlistId: playlistId as PlaylistId };
    },

    'tracklists.fromPlaylist': ({ playlistId }) => {
      const { operation, id } = fromPlaylist(context, playlistId);
      return { operation, id: id as TracklistId };
    },
  };
}

function goneTrack(id: number): AppError {
  return new AppError('NOT_FOUND', 'That track is no longer in the library.', { id });
}

function getVersion({ db }: Context, id: number, number: number): NonNullable<ReturnType<typeof findVersion>> {
  const version = findVersion(db, id, number);
  if (!version) throw new AppError('NOT_FOUND', 'That version is no longer kept.', { version: number });
  return version;
}

function withRows({ db }: Context, found: { trackId: number; score: number }[]): { track: TrackRow; score: number }[] {
  const rows = tracksById(
    db,
    found.map(({ trackId }) => trackId),
  );
  return found.flatMap(({ trackId, score }) => {
    const track = rows.get(trackId);
    return track ? [{ track, score }] : [];
  });
}
