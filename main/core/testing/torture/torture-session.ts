import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Core, createCore } from '#core/core.ts';
import { openReader } from '#core/db/open-library.ts';
import type { Disk } from '#core/files/disk.ts';
import { type Call, createCall } from '#shared/client.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { AppError } from '#shared/errors.ts';
import { onlyEdits } from '#shared/tags/write-back.ts';
import { testPlatform } from '../test-core.ts';
import { inspectWorld, type World } from './torture-world.ts';

/** What the library has promised to keep: ratings and titles by track. */
export type Promised = Record<string, { rating: number; title: string; isThere: boolean }>;

export type Told =
  | { type: 'ready'; faults: string[]; promised: Promised }
  /** Said before a call is made, and again with what then holds. */
  | { type: 'begun'; action: string; ids: number[] }
  | { type: 'done'; action: string; promised: Promised }
  | { type: 'failed'; action: string; reason: string };

type Random = (below: number) => number;
type Session = { call: Call; core: Core; random: Random; ids: TrackId[] };

const words = ['Night', 'Bus', 'Ünder', '/etc', '..', 'CON', 'a'.repeat(90), '名前', 'x\u0301', 'Dub: "B"', ''];

/** What users do, each with what it changes. Weights are by repetition. */
const actions: Record<string, (session: Session) => Promise<unknown>> = {
  rate: ({ call, random, ids }) => call('tracks.rate', { ratings: [{ id: pick(ids, random), rating: random(6) }] }),
  edit: ({ call, random, ids }) => {
    const value = `${pick(words, random)} ${random(1000)}`;
    const field = pick(['title', 'artist', 'album'] as const, random);
    return call('tags.edit', { edits: [{ ids: [pick(ids, random)], field, values: [value], mode: 'set' }] });
  },
  write: async ({ call, core }) => {
    const { ids } = await call('tags.pending', { count: 100 });
    if (ids.length > 0) await call('tags.write', { ids, include: onlyEdits });
    await core.waitForIdle();
  },
  organize: async ({ call, core }) => {
    await call('organize.propose', { scope: { type: 'all' } });
    await core.waitForIdle();
    const chosen = { type: 'list', filter: 'all', text: '' } as const;
    await call('organize.update', { chosen, change: { type: 'approve', isApproved: true } });
    await call('organize.apply', { isDryRun: false });
    await core.waitForIdle();
  },
  trash: async ({ call, core, random, ids }) => {
    if (ids.length > 5) await call('tracks.trash', { ids: [pick(ids, random)] });
    await core.waitForIdle();
  },
  undo: async ({ call, core }) => {
    await call('history.undo', {});
    await core.waitForIdle();
  },
  redo: async ({ call, core }) => {
    await call('history.redo');
    await core.waitForIdle();
  },
  scan: async ({ call, core }) => {
    await call('folders.scan', {});
    await core.waitForIdle();
  },
  backup: ({ call }) => call('backups.make'),
};
const order = [
  'rate',
  'edit',
  'write',
  'organize',
  'undo',
  'trash',
  'undo',
  'redo',
  'rate',
  'edit',
  'write',
  'scan',
  'undo',
  'backup',
];

function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[random(values.length)] as Value;
}

/** Opens the library on a world as the application would; what was left half-done is brought to an end. */
export async function openSession(world: World, random: Random, logged: string[], disk?: Disk): Promise<Session> {
  const core = await createCore({
    ...testPlatform(world.home, logged),
    runAnalysis: false,
    checkOutput: false,
    settleMs: 0,
    trash: { dataHome: world.data },
    // Beside the bundled child.
    workerUrl: (name) => pathToFileURL(join(dirname(process.argv[1] as string), `${name}.worker.mjs`)),
    ...(disk ? { disk } : {}),
  });
  const call = createCall(core.dispatch);
  if ((await call('folders.list')).length === 0) {
    await call('settings.update', { watchFolders: false });
    await call('folders.add', { path: world.music });
  }
  await core.waitForIdle();
  return { core, call, random, ids: listIds(world) };
}

/** From the file itself: no thread has to be started for it. */
function listIds(world: World): TrackId[] {
  return Object.keys(promisedOf(world)).map((id) => Number(id) as TrackId);
}

/** One thing after another, told before and after, until somebody ends the process. */
export async function act(session: Session, world: World, tell: (told: Told) => void, count: number): Promise<void> {
  // Lives are short: each begins with something else.
  const first = session.random(order.length);
  for (let number = first; number < first + count; number += 1) {
    const action = order[number % order.length] as string;
    tell({ type: 'begun', action, ids: session.ids });
    try {
      await actions[action]?.(session);
      session.ids = listIds(world);
      tell({ type: 'done', action, promised: promisedOf(world) });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      tell({ type: 'failed', action, reason: error.code });
    }
  }
}

/** Read over a connection of its own: what is on the disk, not what somebody remembers. */
export function promisedOf(world: World): Promised {
  const db = openReader(join(world.home, 'library.db'));
  try {
    const rows = db.prepare('SELECT id, rating, title, missing_since FROM track ORDER BY id').all() as {
      id: number;
      rating: number;
      title: string;
      missing_since: number | null;
    }[];
    return Object.fromEntries(
      rows.map(({ id, rating, title, missing_since }) => [id, { rating, title, isThere: missing_since === null }]),
    );
  } finally {
    db.close();
  }
}

/** What must hold however the process before ended. */
export function faultsOf(world: World): string[] {
  const db = openReader(join(world.home, 'library.db'));
  try {
    const count = (sql: string) => db.prepare(sql).pluck().get() as number;
    const faults: string[] = [];
    if (db.pragma('integrity_check(1)', { simple: true }) !== 'ok') faults.push('the library is damaged');
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) faults.push('rows without parents');
    if (count(`SELECT count(*) FROM file_step WHERE state = 'prepared'`) > 0) faults.push('a step is stuck');
    if (count(`SELECT count(*) FROM operation WHERE state = 'running'`) > 0) faults.push('an operation is stuck');
    if (count('SELECT count(*) FROM track WHERE missing_since IS NOT NULL') > 0) faults.push('a track lost its file');
    const { strays } = inspectWorld(world);
    if (strays.length > 0) faults.push(`temporary files are left: ${strays.join(', ')}`);
    return faults;
  } finally {
    db.close();
  }
}
