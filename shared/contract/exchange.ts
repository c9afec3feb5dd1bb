import { z } from 'zod';
import { findWaitingCircle } from '../song-progress.ts';
import { command, query } from './define.ts';
import { absolutePath } from './library/folders.ts';
import { operationId } from './operation.ts';
import { songStatus } from './songs.ts';
import { dayOrNone, eachOnce, songId } from './studio-ids.ts';

export const exchangeId = z.number().int().positive().brand<'ExchangeId'>();
export type ExchangeId = z.output<typeof exchangeId>;

/** How the file is called that two installations give each other. */
export const exchangeExtension = 'ledgerline-exchange';

/**
 * What a file is about: `work` shares songs with their steps, notes and comments, and their progress back; `request` asks for
 * parts of somebody's songs; `answer` says what was granted.
 */
export const exchangeKind = z.enum(['work', 'request', 'answer']);
export type ExchangeKind = z.output<typeof exchangeKind>;

export const exchangeStates = ['pending', 'approved', 'partlyApproved', 'rejected', 'cancelled'] as const;
export const exchangeState = z.enum(exchangeStates);
export type ExchangeState = z.output<typeof exchangeState>;

export const exchangeRow = z.object({
  id: exchangeId,
  direction: z.enum(['in', 'out']),
  kind: exchangeKind,
  /** Who made the file. */
  sender: z.string(),
  /** The first of its songs. */
  titles: z.array(z.string()),
  songCount: z.number().int(),
  message: z.string(),
  state: exchangeState,
  createdAt: z.number(),
  decidedAt: z.number().nullable(),
});
export type ExchangeRow = z.output<typeof exchangeRow>;

/** Why a song of a file cannot be taken. */
export const exchangeProblems = [
  'unknownSong',
  'notYours',
  'released',
  'nothingAsked',
  'nothingFree',
  'notAsked',
  'otherSender',
] as const;
export const exchangeProblem = z.enum(exchangeProblems);

const stepAsk = z.object({
  key: z.string(),
  name: z.string(),
  /** `free` can be granted. */
  state: z.enum(['free', 'taken', 'done', 'unknown']),
});

/** What a song of a file would change here. */
export const exchangeItem = z.object({
  /** What the song is called between installations. */
  ref: z.string(),
  title: z.string(),
  artist: z.string(),
  /** The song here; null for one that is new, or not known. */
  songId: songId.nullable(),
  action: z.enum(['new', 'update', 'grant', 'none', 'skip']),
  problem: exchangeProblem.nullable(),
  /** Of a request. */
  asks: z.array(stepAsk),
  wantsEdit: z.boolean(),
  wantsPack: z.enum(['none', 'view', 'edit']),
  /** Of work: what changes without a question. */
  changes: z.array(
    z.object({ step: z.string(), field: z.enum(['done', 'open', 'note', 'new', 'plan']), to: z.string() }),
  ),
  /** Of work: steps that both sides changed in another way since the last file; `newer` counts unless you say otherwise. */
  conflicts: z.array(
    z.object({
      key: z.string(),
      step: z.string(),
      field: z.enum(['state', 'note']),
      mine: z.string(),
      theirs: z.string(),
      newer: z.enum(['mine', 'theirs']),
    }),
  ),
  commentCount: z.number().int(),
  /** A bounce that goes with it: `beside` lies beside the file, `gone` does not, or is another one. */
  audio: z.enum(['none', 'beside', 'gone']),
  isApproved: z.boolean().nullable(),
});
export type ExchangeItem = z.output<typeof exchangeItem>;

export const exchangeDetail = exchangeRow.extend({
  /** `changed`: the same sender signed with another key before. */
  signer: z.enum(['self', 'known', 'new', 'changed']),
  /** The beginning of the SHA-256 of its key, for reading it to each other. */
  fingerprint: z.string(),
  items: z.array(exchangeItem),
  /** A request that was decided can be answered. */
  canAnswer: z.boolean(),
});
export type ExchangeDetail = z.output<typeof exchangeDetail>;

const edited = z.object({ operation: operationId.nullable() });
const message = z.string().trim().max(5000).default('');
const saved = z.object({ id: exchangeId, fileName: z.string() });

export const exchangeContract = {
  /** Who files from here are signed by; without a fingerprint until the first one. */
  'exchange.identity': query(
    ['exchange', 'people'],
    z.void(),
    z.object({
      name: z.string(),
      fingerprint: z.string(),
      /** Whether the key is still there after a restart; a new one makes others ask whether it is you. */
      isKept: z.boolean(),
    }),
  ),
  /** Newest first. */
  'exchange.list': query(['exchange'], z.void(), z.array(exchangeRow)),
  /** What a file would change, as things are now. */
  'exchange.get': query(['exchange', 'songs', 'packs', 'people'], z.object({ id: exchangeId }), exchangeDetail),
  /**
   * Reads a file and checks its signature; nothing is changed yet. The same file twice is one. Throws EXCHANGE_INVALID,
   * EXCHANGE_SIGNATURE, EXCHANGE_TOO_LARGE, EXCHANGE_TOO_NEW, EXCHANGE_OWN and file errors.
   */
  'exchange.read': command(z.object({ path: absolutePath }), z.object({ id: exchangeId, isNew: z.boolean() })),
  /**
   * Takes these songs of a file, and no others; none rejects it. One operation. `theirs` names what of conflicts is taken from
   * the file where yours is newer, `mine` the other way round. Throws EXCHANGE_KEY_CHANGED unless the new key is trusted.
   */
  'exchange.decide': command(
    z.object({
      id: exchangeId,
      refs: z.array(z.string().max(100)).max(10_000),
      theirs: z
        .array(z.object({ ref: z.string(), key: z.string() }))
        .max(10_000)
        .default([]),
      mine: z
        .array(z.object({ ref: z.string(), key: z.string() }))
        .max(10_000)
        .default([]),
      trustsKey: z.boolean().default(false),
    }),
    edited.extend({ skipped: z.array(z.object({ title: z.string(), problem: exchangeProblem })) }),
  ),
  /** Takes back a request that nobody answered. */
  'exchange.cancel': command(z.object({ id: exchangeId }), edited),
  /** Writes a file with songs into a folder; `withAudio` puts their current versions beside it. */
  'exchange.share': command(
    z.object({
      songIds: z.array(songId).min(1).max(1000).transform(eachOnce),
      message,
      withComments: z.boolean().default(true),
      withAudio: z.boolean().default(false),
      folder: absolutePath,
    }),
    saved.extend({ audioCount: z.number().int() }),
  ),
  /** Asks the owner of songs for parts of them. Throws EXCHANGE_PENDING where a song was asked for already. */
  'exchange.request': command(
    z.object({
      songs: z
        .array(
          z.object({
            songId,
            steps: z.array(z.string().max(60)).max(200),
            wantsEdit: z.boolean().default(false),
            wantsPack: z.enum(['none', 'view', 'edit']).default('none'),
          }),
        )
        .min(1)
        .max(1000),
      message,
      folder: absolutePath,
    }),
    saved,
  ),
  /** Writes what was granted of a request, for whoever asked. */
  'exchange.saveAnswer': command(z.object({ id: exchangeId, folder: absolutePath }), saved),
};

/* What stands in a file. */

const line = z.string().max(500);
const text = z.string().max(20_000);
const ref = z.uuid();
/** Milliseconds since 1970. */
const moment = z.number().int().min(0).max(8_640_000_000_000_000);

const fileStep = z.object({
  key: z.string().min(1).max(60),
  name: line.min(1),
  stage: line.default(''),
  isRequired: z.boolean().default(true),
  isEnabled: z.boolean().default(true),
  isDone: z.boolean(),
  doneAt: moment.nullable(),
  assignee: line.default(''),
  due: dayOrNone.default(''),
  note: text.default(''),
  after: z.string().max(60).default(''),
});
export type FileStep = z.output<typeof fileStep>;

const fileComment = z.object({
  person: line,
  at: moment,
  /** In the sound of a version; null: about all of it. */
  atMs: z.number().int().min(0).nullable(),
  versionNumber: z.number().int().nullable(),
  text: text.min(1),
  replies: z.array(z.object({ person: line, at: moment, text: text.min(1) })).max(500),
});
export type FileComment = z.output<typeof fileComment>;

const fileSong = z.object({
  ref,
  /** The last file about it that its sender had taken when making this one. */
  basedOn: z.uuid().nullable().default(null),
  title: line.min(1),
  artist: line,
  album: line.default(''),
  year: z.number().int().min(1).max(9999).nullable().default(null),
  genre: line.default(''),
  status: songStatus,
  deadline: dayOrNone.default(''),
  note: text.default(''),
  bpm: z.number().min(20).max(400).nullable().default(null),
  musicalKey: z.number().int().min(0).max(23).nullable().default(null),
  owner: line.default(''),
  steps: z
    .array(fileStep)
    .max(200)
    .refine((steps) => new Set(steps.map(({ key }) => key)).size === steps.length, 'A step stands there twice.')
    .refine((steps) => findWaitingCircle(steps) === undefined, 'A step waits for itself.'),
  comments: z.array(fileComment).max(5000).default([]),
  audio: z
    .object({ fileName: z.string().min(1).max(255), sha256: z.string().regex(/^[0-9a-f]{64}$/), name: line })
    .nullable()
    .default(null),
});
export type FileSong = z.output<typeof fileSong>;

const fileAsk = z.object({
  ref,
  title: line.min(1),
  artist: line,
  steps: z.array(z.object({ key: z.string().min(1).max(60), name: line })).max(200),
  wantsEdit: z.boolean(),
  wantsPack: z.enum(['none', 'view', 'edit']),
});
export type FileAsk = z.output<typeof fileAsk>;

const fileGrant = z.object({
  ref,
  title: line,
  isApproved: z.boolean(),
  steps: z.array(z.string().max(60)).max(200),
  canEdit: z.boolean(),
});
export type FileGrant = z.output<typeof fileGrant>;

const head = {
  fileId: z.uuid(),
  madeAt: moment,
  sender: z.object({ id: z.uuid(), name: line.min(1), email: line.default('') }),
  message: z.string().max(5000),
};

export const exchangePayload = z.discriminatedUnion('kind', [
  z.object({ ...head, kind: z.literal('work'), songs: z.array(fileSong).min(1).max(1000) }),
  z.object({ ...head, kind: z.literal('request'), songs: z.array(fileAsk).min(1).max(1000) }),
  z.object({
    ...head,
    kind: z.literal('answer'),
    /** The file it answers. */
    requestId: z.uuid(),
    songs: z.array(fileGrant).max(1000),
  }),
]);
export type ExchangePayload = z.output<typeof exchangePayload>;

/** The file: the payload as text, so that its signature is about these very bytes. */
export const exchangeFile = z.object({
  format: z.literal(exchangeExtension),
  version: z.number().int(),
  payload: z.string(),
  /** Ed25519, base64 of the 32 bytes. */
  publicKey: z.string().max(100),
  signature: z.string().max(200),
});
