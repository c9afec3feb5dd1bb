import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomNumbers } from '../media-mutants.ts';
import { bundleChild } from './bundle-child.ts';
import { lostPromises } from './lost-promises.ts';
import type { Promised, Told } from './torture-session.ts';
import { inspectWorld, makeWorld, type World, worldAt } from './torture-world.ts';

export type TortureResult = {
  kills: number;
  /** Actions that were answered, and what they were. */
  actions: Record<string, number>;
  faults: string[];
};

export type TortureOptions = {
  kills: number;
  seed: number;
  /** Another child beside this file, for planted bugs. */
  child?: string;
  onProgress?(kills: number): void;
};

/** No start takes so long; one that does hangs. */
const startMs = 60_000;
const longestRunMs = 250;
/** A world grows with its history; a new one is taken after so many kills. */
const killsAWorld = 25;

/** Kills a working Ledgerline again and again, and looks after each kill whether anything was lost. Two at a time. */
export async function torture(options: TortureOptions): Promise<TortureResult> {
  const result: TortureResult = { kills: 0, actions: {}, faults: [] };
  const child = await bundleChild(options.child ?? 'torture-child');
  const worlds = Math.ceil(options.kills / killsAWorld);
  let begun = 0;
  const lane = async () => {
    while (begun < worlds && result.faults.length === 0) {
      begun += 1;
      const kills = begun === worlds ? options.kills - (worlds - 1) * killsAWorld : killsAWorld;
      await tortureWorld(kills, randomNumbers(options.seed * 1000 + begun), result, { ...options, child });
    }
  };
  await Promise.all([lane(), lane()]);
  return result;
}

type Ended = { ready: Extract<Told, { type: 'ready' }> | null; last: Promised | null; pending: string | null };

type Random = (below: number) => number;
/** With the path of the bundled child. */
type Bundled = TortureOptions & { child: string };

async function tortureWorld(kills: number, random: Random, result: TortureResult, options: Bundled): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ledgerline-torture-'));
  try {
    const world = worldAt(folder);
    makeWorld(world);
    await killAgainAndAgain(folder, world, kills, random, result, options);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function killAgainAndAgain(
  folder: string,
  world: World,
  kills: number,
  random: Random,
  result: TortureResult,
  { child, onProgress }: Bundled,
): Promise<void> {
  const { sounds } = inspectWorld(world);
  let before: Ended | null = null;
  for (let kill = 0; kill < kills && result.faults.length === 0; kill += 1) {
    const where = `kill ${result.kills}`;
    const isHook = random(2) === 0;
    const args = [folder, String(random(1e9)), ...(isHook ? [String(1 + random(60)), pickMoment(random)] : [])];
    const ended = await runUntilKilled(args, isHook ? 20_000 : random(longestRunMs), result, child);
    result.kills += 1;
    onProgress?.(result.kills);
    const after = inspectWorld(world);
    if (after.sounds.join() !== sounds.join()) {
      result.faults.push(`${where}, during ${ended.pending}: ${sounds.length} sounds became ${after.sounds.length}`);
    }
    if (ended.ready) result.faults.push(...checkStart(where, before, ended.ready));
    before = ended.ready ? ended : before;
  }
}

function pickMoment(random: Random): string {
  return random(2) === 0 ? 'before' : 'after';
}

/** What a start after a kill found, beside what was promised before it. */
function checkStart(where: string, before: Ended | null, ready: Extract<Told, { type: 'ready' }>): string[] {
  const faults = ready.faults.map((fault) => `${where}: ${fault}`);
  if (!before?.last) return faults;
  const lost = lostPromises(before.last, ready.promised, before.pending);
  if (lost.length > 0) faults.push(`${where}, after ${before.pending}: lost ${lost.slice(0, 3).join(', ')}`);
  return faults;
}

function runUntilKilled(args: string[], runMs: number, result: TortureResult, child: string): Promise<Ended> {
  return new Promise((resolve) => {
    const ledgerline = fork(child, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const ended: Ended = { ready: null, last: null, pending: null };
    let errors = '';
    ledgerline.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const kill = () => ledgerline.kill('SIGKILL');
    let timer = setTimeout(() => {
      result.faults.push(`A start hung: ${errors.slice(0, 400)}`);
      kill();
    }, startMs);
    ledgerline.on('message', (told: Told) => {
      if (told.type === 'ready') {
        clearTimeout(timer);
        timer = setTimeout(kill, runMs);
      }
      note(ended, told, result);
    });
    ledgerline.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal !== 'SIGKILL' && code !== 0)
        result.faults.push(`The process ended with ${code}: ${errors.slice(0, 600)}`);
      resolve(ended);
    });
  });
}

function note(ended: Ended, told: Told, result: TortureResult): void {
  if (told.type === 'ready') {
    ended.ready = told;
    ended.last = told.promised;
  } else if (told.type === 'begun') ended.pending = told.action;
  else {
    ended.pending = null;
    if (told.type === 'done') ended.last = told.promised;
    result.actions[told.action] = (result.actions[told.action] ?? 0) + 1;
  }
}
