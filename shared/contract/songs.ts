import { z } from 'zod';
import { command, query } from './define.ts';
import { trackId } from './library/tracks.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import {
  dayOrNone,
  eachOnce,
  packId,
  pictureHash,
  seriesId,
  songId,
  songVersionId,
  webLink,
  workflowId,
} from './studio-ids.ts';

export const songStatuses = ['planned', 'inProgress', 'released'] as const;
export const songStatus = z.enum(songStatuses);
export type SongStatus = z.output<typeof songStatus>;

/** How many songs one command may be about. */
export const maxSongs = 10_000;
const songIds = z.array(songId).min(1).max(maxSongs).transform(eachOnce);
const line = z.string().trim().max(500);
const title = line.min(1);
const text = z.string().max(20_000);
const stage = z.string().trim().max(60);

/** Names a step for good, through renames. */
export const stepKey = z.string().min(1).max(60);

/** A person as cards and lists show them. */
export const face = z.object({ id: personId, name: z.string() });
export type Face = z.output<typeof face>;

/** A song as a card of the board and a row of a table. */
export const songRow = z.object({
  id: songId,
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  year: z.number().int().nullable(),
  genre: z.string(),
  status: songStatus,
  /** The column of the board; of songs in progress: where their next step belongs. */
  stage: z.string(),
  packId: packId.nullable(),
  packName: z.string(),
  packColour: z.string(),
  seriesId: seriesId.nullable(),
  isOptional: z.boolean(),
  /** Whether it is on exported pages. */
  isPublic: z.boolean(),
  deadline: z.string(),
  /** The earliest of its deadline and what its open steps are due; empty for none, and once it is released. */
  due: z.string(),
  isLate: z.boolean(),
  artworkHash: z.string().nullable(),
  owner: face.nullable(),
  note: z.string(),
  /** One letter for each enabled step: done, current or rest. */
  steps: z.array(z.enum(['done', 'current', 'rest'])),
  /** Of enabled steps, 0 to 100. */
  percent: z.number().int(),
  nextStep: z.string(),
  /** Who is to do the next steps, the next one first; of others, who owns it. */
  faces: z.array(face),
  /** You have a step here that somebody else's step comes before. */
  isWaiting: z.boolean(),
  /** Days since its last step or change of status; null where it is not in progress. */
  stuckDays: z.number().int().nullable(),
  commentCount: z.number().int(),
  linkCount: z.number().int(),
  newestVersion: z.object({ id: songVersionId, number: z.number().int(), trackId }).nullable(),
  releasedAt: z.number().nullable(),
  createdAt: z.number(),
  changedAt: z.number(),
  /** Whether you may change it. */
  canEdit: z.boolean(),
});
export type SongRow = z.output<typeof songRow>;

export const songStep = z.object({
  key: stepKey,
  name: z.string(),
  stage: z.string(),
  isRequired: z.boolean(),
  isEnabled: z.boolean(),
  isDone: z.boolean(),
  doneAt: z.number().nullable(),
  doneBy: personId.nullable(),
  assignee: face.nullable(),
  due: z.string(),
  note: z.string(),
  /** The key of the step it waits for; empty for none. */
  after: z.string(),
  /** What was spent on it, by everybody. */
  spentMs: z.number(),
});
export type SongStep = z.output<typeof songStep>;

/** Who takes part in it; shares in hundredths of a percent. */
export const songPerson = z.object({
  personId,
  name: z.string(),
  role: z.string(),
  canEdit: z.boolean(),
  share: z.number().int().min(0).max(10_000).nullable(),
});
export type SongPerson = z.output<typeof songPerson>;

export const songLink = z.object({ at: z.number(), person: face.nullable(), url: z.string(), message: z.string() });

/** All that is known of a song. */
export const song = songRow.extend({
  ownerId: personId.nullable(),
  workflowId: workflowId.nullable(),
  position: z.number(),
  bounceFolder: z.string(),
  isrc: z.string(),
  iswc: z.string(),
  language: z.string(),
  isExplicit: z.boolean(),
  bpm: z.number().nullable(),
  musicalKey: z.number().int().nullable(),
  releaseDescription: z.string(),
  downloadLink: z.string(),
  videoLink: z.string(),
  stepList: z.array(songStep),
  people: z.array(songPerson),
  statuses: z.array(z.object({ at: z.number(), status: songStatus, person: face.nullable() })),
  links: z.array(songLink),
  /** On all of it, with or without a step. */
  spentMs: z.number(),
});
export type Song = z.output<typeof song>;

/** What can be set of one song, or of many at once. */
export const songValues = z.object({
  title,
  artist: line,
  album: line,
  year: z.number().int().min(1).max(9999).nullable(),
  genre: line,
  packId: packId.nullable(),
  seriesId: seriesId.nullable(),
  isOptional: z.boolean(),
  deadline: dayOrNone,
  note: text,
  artworkHash: pictureHash.nullable(),
  ownerId: personId.nullable(),
  workflowId: workflowId.nullable(),
  isrc: line,
  iswc: line,
  language: line,
  isExplicit: z.boolean(),
  bpm: z.number().min(20).max(400).nullable(),
  musicalKey: z.number().int().min(0).max(23).nullable(),
  isPublic: z.boolean(),
  releaseDescription: text,
  downloadLink: webLink,
  videoLink: webLink,
});
export type SongValues = z.output<typeof songValues>;

/** A song to be; without a status it takes the most common one of its pack, or is planned. */
export const newSong = songValues.partial().extend({ title, status: songStatus.optional() });
export type NewSong = z.output<typeof newSong>;

/** Songs of the same title and artist that somebody else released: a warning, up to three names. */
export const releasedElsewhere = z.array(
  z.object({ title: z.string(), artist: z.string(), names: z.array(z.string()) }),
);

const edited = z.object({ operation: operationId.nullable() });

export const songSortFields = [
  'position',
  'title',
  'artist',
  'album',
  'pack',
  'year',
  'status',
  'deadline',
  'percent',
  'owner',
  'changed',
] as const;

/** Which songs, in which order. `text` is the language of the search field: `pack:"Harbour" step:vocals who:ines is:late`. */
export const songFilter = z.object({
  text: z.string().max(2000).default(''),
  /** Only those you own, take part in or have a step of. */
  isMine: z.boolean().default(false),
});
export const songListQuery = songFilter.extend({
  sort: z
    .object({ field: z.enum(songSortFields), direction: z.enum(['ascending', 'descending']) })
    .default({ field: 'position', direction: 'ascending' }),
  /** `completion`: completed, in progress (most done first), optional; the order within is its own. */
  groupBy: z.enum(['none', 'pack', 'artist', 'completion']).default('none'),
});

/** A word of the search field that cannot be understood, or 'unknown' for a field that there is not. */
export const songQueryProblem = z.object({ kind: z.enum(['field', 'value']), term: z.string() });

/** What a title in a pasted list is: new, one that is there, twice in the list, or nothing. */
export const titleCheck = z.object({
  duplicate: z.enum(['', 'library', 'list']),
  songId: songId.nullable(),
  releasedBy: z.array(z.string()),
});

const person = z.object({
  personId,
  role: line,
  canEdit: z.boolean(),
  share: z.number().int().min(0).max(10_000).nullable(),
});

export const songsContract = {
  /** Ids of all songs that fit, by groups in order; without groups there is one without a name. */
  'songs.list': query(
    ['songs', 'packs', 'people'],
    songListQuery,
    z.object({
      ids: z.array(songId),
      groups: z.array(
        z.object({ key: z.string(), name: z.string(), start: z.number().int(), count: z.number().int() }),
      ),
      problems: z.array(songQueryProblem),
    }),
  ),
  /** The columns of the board, planned first and released last. */
  'songs.board': query(
    ['songs', 'packs', 'people', 'settings'],
    songFilter,
    z.object({
      columns: z.array(
        z.object({ status: songStatus, stage: z.string(), ids: z.array(songId), limit: z.number().int().nullable() }),
      ),
      problems: z.array(songQueryProblem),
    }),
  ),
  /** Under way or planned, late, and waiting for somebody else; `all` is how many there are of any status. */
  'songs.count': query(
    ['songs', 'people'],
    z.object({ isMine: z.boolean().default(false) }),
    z.object({
      all: z.number().int(),
      open: z.number().int(),
      late: z.number().int(),
      waiting: z.number().int(),
    }),
  ),
  /** Songs with something due from a day to another, both included, by day. */
  'songs.calendar': query(
    ['songs', 'packs', 'people'],
    songFilter.extend({ from: z.iso.date(), to: z.iso.date() }),
    z.array(z.object({ day: z.string(), ids: z.array(songId) })),
  ),
  /** In the order asked for; those that are gone are left out. */
  'songs.getMany': query(['songs', 'packs', 'people'], z.object({ ids: z.array(songId).max(500) }), z.array(songRow)),
  'songs.get': query(['songs', 'packs', 'people', 'time'], z.object({ id: songId }), song),
  /** What happened to it, newest first. */
  'songs.history': query(
    ['songs', 'history', 'people'],
    z.object({ id: songId }),
    z.array(z.object({ at: z.number(), field: z.string(), from: z.string(), to: z.string(), isUndo: z.boolean() })),
  ),
  /** What a field of the search or of a song can be completed with. */
  'songs.suggest': query(
    ['songs', 'packs', 'people'],
    z.object({ field: z.enum(['artist', 'album', 'genre', 'pack', 'step', 'who', 'role']), text: z.string().max(200) }),
    z.array(z.string()),
  ),
  /** Tells of each title whether it may be made. */
  'songs.checkTitles': query(
    ['songs'],
    z.object({ songs: z.array(z.object({ title: line, artist: line })).max(5000) }),
    z.array(titleCheck),
  ),

  /** Throws SONG_EXISTS, NO_WORKFLOW. */
  'songs.create': command(newSong, z.object({ operation: operationId.nullable(), id: songId, releasedElsewhere })),
  /** All of them or none. Throws SONG_EXISTS, NO_WORKFLOW. */
  'songs.createMany': command(
    z.object({ songs: z.array(newSong).min(1).max(5000) }),
    z.object({ operation: operationId.nullable(), ids: z.array(songId), releasedElsewhere }),
  ),
  /** Sets the same values of all of them. Throws SONG_EXISTS where two would be the same. */
  'songs.edit': command(z.object({ ids: songIds, values: songValues.partial() }), edited),
  /** Takes what remasters and editions add out of their titles and albums. */
  'songs.cleanTitles': command(z.object({ ids: songIds }), edited.extend({ count: z.number().int() })),
  'songs.remove': command(z.object({ ids: songIds }), edited),
  /** Places them before another song, or last. */
  'songs.place': command(z.object({ ids: songIds, before: songId.nullable() }), edited),
  /** Another status, with all that follows from it. Throws NO_WORKFLOW. */
  'songs.move': command(
    z.object({ ids: songIds, status: songStatus }),
    edited.extend({ count: z.number().int(), releasedElsewhere }),
  ),
  /**
   * Into a column of work in progress: started where they were not, `done` steps ticked and `open` ones not. Without them, all
   * steps of stages before it are ticked, and those of the stage and after it are open.
   */
  'songs.moveToStage': command(
    z.object({
      ids: songIds,
      stage,
      done: z.array(stepKey).max(200).optional(),
      open: z.array(stepKey).max(200).optional(),
    }),
    edited,
  ),

  'songs.tick': command(
    z.object({ ids: songIds, keys: z.array(stepKey).min(1).max(200), isDone: z.boolean() }),
    edited,
  ),
  'songs.completeAll': command(z.object({ ids: songIds }), edited),
  'songs.editStep': command(
    z.object({
      ids: songIds,
      key: stepKey,
      values: z
        .object({
          name: line.min(1),
          stage,
          isEnabled: z.boolean(),
          assigneeId: personId.nullable(),
          due: dayOrNone,
          note: text,
          after: z.string().max(60),
        })
        .partial(),
    }),
    edited,
  ),
  /** The song's own steps, in order; those without a key are new. Throws STEP_NAME_TAKEN. */
  'songs.setSteps': command(
    z.object({
      id: songId,
      steps: z
        .array(z.object({ key: stepKey.nullable(), name: line.min(1), stage, isEnabled: z.boolean() }))
        .min(1)
        .max(100),
    }),
    edited,
  ),
  /** Everybody who takes part, in order. Throws SHARES_OVER where the shares are more than a whole. */
  'songs.setPeople': command(z.object({ id: songId, people: z.array(person).max(200) }), edited),
  'songs.addPerson': command(z.object({ ids: songIds, person }), edited),
  /** A link to what was made, with what changed; without words only where all steps are done. Throws LINK_WITHOUT_MESSAGE. */
  'songs.addLink': command(z.object({ id: songId, url: z.url().max(2000), message: line }), edited),
};
