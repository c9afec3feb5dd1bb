import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDisk } from '#core/files/disk.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import { plainWriter } from '#core/testing/plain-writer.ts';
import { ScanLab } from '#core/testing/scan-lab.ts';
import { song } from '#core/testing/three-songs.ts';
import { Trash } from '../trash/trash.ts';
import { FileJournal } from './file-journal.ts';

const count = 40;

let lab: ScanLab;
let journal: FileJournal;
beforeEach(() => {
  lab = new ScanLab({ ownWork: () => journal.touched });
  const now = () => 1000;
  const system = { platform: 'linux', home: lab.home, dataHome: join(lab.home, 'data'), userId: 0 } as const;
  journal = new FileJournal({
    db: lab.library.db,
    now,
    logError: (message, error) => lab.logged.push(`${message}: ${String(error)}`),
    disk: nodeDisk,
    trash: new Trash({ disk: nodeDisk, system, now }),
    writer: plainWriter(join(lab.home, 'undo')),
    undoDirectory: join(lab.home, 'undo'),
    undoLimits: () => ({ keepDays: 90, limitBytes: 1_000_000 }),
    onChange: () => undefined,
    onProgress: () => undefined,
    onNewFiles: (files) => {
      for (const { folderId, path } of files) lab.scanner.scan(folderId, { only: [path] });
    },
  });
});
afterEach(async () => {
  expect(lab.logged).toEqual([]);
  await journal.close();
  await lab.close();
});

function move(trackId: number, source: string, target: string): PlannedStep {
  const [from, to] = [join(lab.root, source), join(lab.root, target)];
  return { kind: 'move', trackId, source: from, target: to, expected: null, group: trackId, input: null };
}

test('scans that run while files are moved take nothing for news', async () => {
  for (let index = 0; index < count; index += 1) lab.write(`a/${index}.mp3`, song(`Song ${index}`, index));
  await lab.scan();
  const before = lab.whereabouts();
  const ids = Object.keys(before).map(Number);
  mkdirSync(join(lab.root, 'z'));
  const steps = ids.map((id) => move(id, String(before[id]), `z/new ${id}.mp3`));
  const operation = journal.start({ kind: 'organize', trackCount: count }, steps);
  for (let round = 0; round < 3; round += 1) {
    lab.scanner.scan(lab.folderId);
    await Promise.all([lab.scanner.waitForIdle(), new Promise((resolve) => setTimeout(resolve, 30))]);
  }
  await journal.waitForIdle();
  const moved = Object.fromEntries(ids.map((id) => [id, `z/new ${id}.mp3`]));
  expect(lab.whereabouts()).toEqual(moved);
  await lab.scan();
  expect(lab.whereabouts()).toEqual(moved);
  expect(lab.enqueued.length).toBe(count);

  const undo = { kind: 'organize', trackCount: count, undoes: operation, isUndo: true } as const;
  journal.start(undo, journal.inverse(operation));
  lab.scanner.scan(lab.folderId);
  await journal.waitForIdle();
  await lab.scan();
  expect(lab.whereabouts()).toEqual(before);
});

test('a copied file becomes a track without asking', async () => {
  lab.write('a.mp3', song('A', 1));
  await lab.scan();
  const [source, target] = [join(lab.root, 'a.mp3'), join(lab.root, 'b.mp3')];
  const step = { kind: 'copy', trackId: null, source, target, expected: null, group: 0, input: null } as const;
  journal.start({ kind: 'importCopy', trackCount: 1 }, [step]);
  await journal.waitForIdle();
  await lab.scanner.waitForIdle();
  expect(Object.values(lab.whereabouts())).toEqual(['a.mp3', 'b.mp3']);
});
