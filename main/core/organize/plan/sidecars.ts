import { basename, dirname, extname, join } from 'node:path';
import { isAudioFileName } from '#core/library/scan/audio-extensions.ts';
import type { Move } from './plan-steps.ts';
import type { Snapshot } from './snapshot.ts';

/** A file that goes along because it belongs to music. */
export type SidecarMove = { source: string; target: string };

const sidecarExtensions = ['.cue', '.lrc', '.log', '.nfo', '.txt'];
const coverName = /^(?:cover|folder|front|albumart|artwork)\.(?:jpe?g|png|webp)$/i;

/** What has the name of a track but for its extension: "Title.cue", "Title.flac.lrc". */
export function findSidecars({ source, target }: Move, snapshot: Snapshot): SidecarMove[] {
  const folder = dirname(source);
  const name = basename(source);
  const stem = withoutExtension(name);
  const newName = basename(target);
  const found: SidecarMove[] = [];
  for (const entry of candidates(snapshot, folder, [stem, name])) {
    const base = entry.slice(0, -extname(entry).length);
    const newBase = base === name ? newName : withoutExtension(newName);
    found.push({ source: join(folder, entry), target: join(dirname(target), newBase + extname(entry)) });
  }
  return found;
}

function candidates(snapshot: Snapshot, folder: string, bases: readonly string[]): string[] {
  const entries = snapshot.entries(folder);
  const names = bases.flatMap((base) =>
    sidecarExtensions.flatMap((extension) => snapshot.alike(folder, base + extension)),
  );
  // Only what differs in the case of its extension at most: "title.cue" does not belong to "Title.flac".
  return [...new Set(names)].filter(
    (name) => entries.get(name) === 'file' && bases.includes(name.slice(0, -extname(name).length)),
  );
}

/** Pictures of a folder follow when all its music goes to one other folder. */
export function* planCovers(moves: readonly Move[], snapshot: Snapshot): Generator<SidecarMove> {
  const byFolder = new Map<string, Move[]>();
  for (const move of moves) {
    const folder = dirname(move.source);
    const others = byFolder.get(folder);
    if (others) others.push(move);
    else byFolder.set(folder, [move]);
  }
  for (const [folder, leaving] of byFolder) {
    const [target, ...further] = new Set(leaving.map((move) => dirname(move.target)));
    if (target === undefined || target === folder || further.length > 0) continue;
    const sources = new Set(leaving.map(({ source }) => basename(source)));
    const entries = [...snapshot.entries(folder)].filter(([, kind]) => kind === 'file').map(([name]) => name);
    if (entries.some((name) => isAudioFileName(name) && !sources.has(name))) continue;
    for (const name of entries.filter((entry) => coverName.test(entry))) {
      yield { source: join(folder, name), target: join(target, name) };
    }
  }
}

function withoutExtension(name: string): string {
  const extension = extname(name);
  return extension === '' ? name : name.slice(0, -extension.length);
}
