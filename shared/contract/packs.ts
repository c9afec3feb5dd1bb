import { z } from 'zod';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { songStatus } from './songs.ts';
import { dayOrNone, packId, pictureHash, releaseId, seriesId, songId, webLink } from './studio-ids.ts';

export const packColours = ['', 'blue', 'orange', 'teal', 'pink', 'olive', 'purple', 'red'] as const;
export type PackColour = (typeof packColours)[number];

export const packFacts = z.object({
  name: z.string().trim().min(1).max(200),
  /** 1 is first. */
  priority: z.number().int().min(1).max(5),
  deadline: dayOrNone,
  colour: z.enum(packColours),
  artworkHash: pictureHash.nullable(),
  note: z.string().max(4000),
  releaseTitle: z.string().trim().max(500),
  releaseDescription: z.string().max(2000),
  downloadLink: webLink,
  videoLink: webLink,
  /** Whether it is on exported pages. */
  isPublic: z.boolean(),
});
export type PackFacts = z.output<typeof packFacts>;

/**
 * Follows from its core songs: 'empty' without any, 'planned' where nothing was begun, 'complete' where all that are left to
 * release are finished, 'released' where all are out; else 'inProgress'.
 */
export const packStatuses = ['empty', 'planned', 'inProgress', 'complete', 'released'] as const;
export const packStatus = z.enum(packStatuses);
export type PackStatus = z.output<typeof packStatus>;

export const packAccess = z.enum(['view', 'edit']);
export const packPerson = z.object({ personId, access: packAccess });

const count = z.number().int().min(0);

export const pack = packFacts.extend({
  id: packId,
  ownerId: personId.nullable(),
  status: packStatus,
  counts: z.object({
    planned: count,
    inProgress: count,
    released: count,
    optional: count,
    /** Not optional; of these `done` are finished or released. */
    core: count,
    done: count,
    /** Core songs in progress that are not finished. */
    open: count,
  }),
  /** Finished core songs of all core songs, 0 to 100; null without any. */
  completion: z.number().int().min(0).max(100).nullable(),
  people: z.array(packPerson),
  mayEdit: z.boolean(),
  /** The first time. */
  releasedAt: z.number().nullable(),
  createdAt: z.number(),
  changedAt: z.number(),
});
export type Pack = z.output<typeof pack>;

export const packSong = z.object({
  id: songId,
  title: z.string(),
  artist: z.string(),
  album: z.string(),
  status: songStatus,
  isOptional: z.boolean(),
  /** Finished steps of all steps, 0 to 100. */
  completion: z.number().int().min(0).max(100),
  stepCount: count,
  deadline: z.string(),
  artworkHash: z.string().nullable(),
  ownerId: personId.nullable(),
  isPublic: z.boolean(),
  releaseDescription: z.string(),
  downloadLink: z.string(),
  videoLink: z.string(),
});
export type PackSong = z.output<typeof packSong>;

const song = z.object({ songId });

/** What a release says of one of its songs. */
export const songRelease = song.extend({
  releaseDescription: z.string().max(2000),
  downloadLink: webLink,
  videoLink: webLink,
});

/** Why a pack cannot be released. */
export const releaseObstacles = ['noSongs', 'nothingReady', 'bonusNameTaken'] as const;
export type ReleaseObstacle = (typeof releaseObstacles)[number];

export const releasePlan = z.object({
  /** Core songs in progress: they are released. */
  release: z.array(songId),
  /** Those of them with steps left. */
  unfinished: z.array(songId),
  /** Core songs that were not begun: they stay as they are. */
  stays: z.array(songId),
  /** Optional songs that are not out: planned again, in a pack of their own. */
  bonus: z.array(songId),
  bonusName: z.string(),
  series: z.array(z.object({ id: seriesId, number: z.number().int() })),
  isAgain: z.boolean(),
  obstacles: z.array(z.enum(releaseObstacles)),
});
export type ReleasePlan = z.output<typeof releasePlan>;

const listedSong = z.object({
  title: z.string().trim().min(1).max(500),
  artist: z.string().trim().max(500),
  album: z.string().trim().max(500).default(''),
});

/** What a page is made of: a pack, all public packs and songs, or what a person lets others see. */
export const pageScope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pack'), id: packId }),
  z.object({ type: z.literal('all') }),
  z.object({ type: z.literal('profile'), personId }),
]);
export type PageScope = z.output<typeof pageScope>;

/** What a page says beside what was typed, in the language of the window. */
export const pageWords = z.object({
  released: z.string().max(100),
  songs: z.string().max(100),
  others: z.string().max(100),
  download: z.string().max(100),
  video: z.string().max(100),
  inProgress: z.string().max(100),
  planned: z.string().max(100),
  empty: z.string().max(100),
});

const done = z.object({ operation: operationId.nullable() });

export const packsContract = {
  /** By priority, then deadline, then name; what is out comes last. */
  'packs.list': query(['packs', 'songs', 'people'], z.void(), z.array(pack)),
  /** Its songs in their order. Throws NOT_FOUND. */
  'packs.get': query(
    ['packs', 'songs', 'people'],
    z.object({ id: packId }),
    pack.extend({ songs: z.array(packSong), series: z.array(seriesId), releases: z.array(releaseId) }),
  ),
  /** Those nearest to their release: from 70 to 99 percent, the nearest first, three at most. */
  'packs.nearDone': query(['packs', 'songs'], z.void(), z.array(pack)),
  /** Makes a pack, and plans songs in it: all of them or none. Throws NAME_TAKEN, SONG_EXISTS. */
  'packs.create': command(
    packFacts.partial().extend({ name: packFacts.shape.name, songs: z.array(listedSong).max(5000).default([]) }),
    z.object({ id: packId, operation: operationId }),
  ),
  /** Throws NAME_TAKEN, FORBIDDEN, NOT_FOUND. */
  'packs.edit': command(z.object({ id: packId, patch: packFacts.partial() }), done),
  /**
   * Who else takes part. Whoever is taken out loses their rights to the pack's songs too. Throws INVALID_INPUT where the owner
   * is among them, or somebody twice.
   */
  'packs.setPeople': command(z.object({ id: packId, people: z.array(packPerson).max(200) }), done),
  /** Throws PACK_NOT_EMPTY, with `count`, unless its songs are moved: to another pack, or with null out of any. */
  'packs.remove': command(z.object({ id: packId, moveSongsTo: packId.nullable().optional() }), done),
  /** Its planned songs are in progress then. Throws NO_WORKFLOW where there are no steps to go through. */
  'packs.start': command(z.object({ id: packId }), done.extend({ count })),
  /** What a release would do. */
  'packs.planRelease': query(['packs', 'songs'], z.object({ id: packId }), releasePlan),
  /**
   * One operation. Core songs in progress are released, optional ones planned again in a pack of their own, series of the pack
   * get their number; without a bonus name the one of the plan counts. Of a pack that is out already, what is said of it
   * changes and the first day stays. Throws PACK_NOTHING_READY, NAME_TAKEN, FORBIDDEN; nothing was changed then.
   */
  'packs.release': command(
    packFacts
      .pick({ releaseTitle: true, releaseDescription: true, downloadLink: true, videoLink: true, isPublic: true })
      .extend({ id: packId, bonusName: packFacts.shape.name.optional(), songs: z.array(songRelease).max(10_000) }),
    z.object({
      operation: operationId.nullable(),
      released: count,
      bonus: z.object({ id: packId, name: z.string(), count }).nullable(),
      numbers: z.array(z.number().int()),
    }),
  ),
  /**
   * Writes a page of release notes, or of a person: one file with all it needs, for any browser. Throws FILE_EXISTS and file
   * errors.
   */
  'packs.writePage': command(
    z.object({ scope: pageScope, path: absolutePath, words: pageWords }),
    z.object({ packs: count, songs: count }),
  ),
  /** Writes the song.ini that YARG and Clone Hero read, with who did which part. Throws FILE_EXISTS and file errors. */
  'packs.writeSongIni': command(z.object({ songId, path: absolutePath }), z.void()),
};
