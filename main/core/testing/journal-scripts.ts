import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Disk } from '#core/files/disk.ts';
import type { PlannedStep } from '#core/files/file-step.ts';
import type { JournalLab } from './journal-lab.ts';
import { caseBlindDisk, linklessDisk, parted } from './odd-disks.ts';

/** Something to do to files, of which every call may fail or be the last one. */
export type JournalScript = {
  /** The files it begins with. */
  prepare(lab: JournalLab): void;
  steps(lab: JournalLab): PlannedStep[];
  /** What the music folder is when it is done. */
  after: Record<string, string>;
  /** The disk it is done on, where that is an odd one. */
  disk?(lab: JournalLab): Disk;
  /** Whether originals of copies stay in the trash. */
  leavesCopies?: boolean;
};

const middle = '.ledgerline-00000000-0000-4000-8000-000000000001.tmp';
const tagInput = { type: 'tags', custom: {}, id3Version: 3, writeRiffInfo: false, keepModified: false } as const;

function trackOf(lab: JournalLab, path: string): number {
  return lab.library.db.prepare('SELECT id FROM track WHERE path = ?').pluck().get(path) as number;
}

/** One script for each kind of step, and for each kind of disk that changes how it is done. */
export const journalScripts: Readonly<Record<string, JournalScript>> = {
  moves: {
    prepare(lab) {
      lab.add('in/a.mp3', 'A|1');
      lab.write('in/a.lrc', 'words|2');
      lab.add('in/b.mp3', 'B|3');
    },
    steps: (lab) => [
      lab.step('makeFolder', 'out'),
      lab.move(trackOf(lab, 'in/a.mp3'), 'in/a.mp3', 'out/A.mp3', 1),
      lab.move(null, 'in/a.lrc', 'out/A.lrc', 1),
      lab.move(trackOf(lab, 'in/b.mp3'), 'in/b.mp3', 'out/B.mp3', 2),
      lab.step('removeFolder', 'in', { group: 9 }),
    ],
    after: { 'out/': '', 'out/A.lrc': 'words|2', 'out/A.mp3': 'A|1', 'out/B.mp3': 'B|3' },
  },
  swap: {
    prepare(lab) {
      lab.add('a.mp3', 'A|1');
      lab.add('b.mp3', 'B|2');
    },
    steps: (lab) => [
      lab.move(trackOf(lab, 'a.mp3'), 'a.mp3', middle),
      lab.move(trackOf(lab, 'b.mp3'), 'b.mp3', 'a.mp3'),
      lab.move(trackOf(lab, 'a.mp3'), middle, 'b.mp3'),
    ],
    after: { 'a.mp3': 'B|2', 'b.mp3': 'A|1' },
  },
  trash: {
    prepare(lab) {
      lab.add('a.mp3', 'A|1');
      lab.add('b.mp3', 'B|2');
    },
    steps: (lab) => [lab.step('trash', 'a.mp3', { trackId: trackOf(lab, 'a.mp3') })],
    after: { 'b.mp3': 'B|2' },
  },
  copy: {
    prepare(lab) {
      const path = join(lab.path, 'stick', 'a.mp3');
      mkdirSync(join(lab.path, 'stick'), { recursive: true });
      writeFileSync(path, 'A|1');
      // Of whole seconds, as those of the lab.
      utimesSync(path, 1_690_000_000, 1_690_000_000);
    },
    steps: (lab) => [lab.step('copy', '', { source: join(lab.path, 'stick', 'a.mp3'), target: lab.at('a.mp3') })],
    after: { 'a.mp3': 'A|1' },
    leavesCopies: true,
  },
  create: {
    prepare(lab) {
      lab.add('mix.mp3', 'Mix|123456');
      lab.write('mix.cue', 'old sheet');
    },
    steps: (lab) => [
      lab.cut(trackOf(lab, 'mix.mp3'), 'mix.mp3', 'part.mp3', { fromMs: 3, toMs: null, title: 'B' }),
      lab.step('trash', 'mix.cue', { group: 9 }),
      lab.step('create', 'mix.cue', {
        target: lab.at('mix.cue'),
        group: 9,
        input: { type: 'bytes', base64: Buffer.from('new sheet').toString('base64'), sizeBytes: 9 },
      }),
    ],
    after: { 'mix.cue': 'new sheet', 'mix.mp3': 'Mix|123456', 'part.mp3': 'B|456' },
    leavesCopies: true,
  },
  write: {
    prepare(lab) {
      lab.add('a.mp3', 'Old|1');
    },
    steps: (lab) => [
      lab.step('write', 'a.mp3', {
        trackId: trackOf(lab, 'a.mp3'),
        input: { ...tagInput, texts: { title: ['New'] }, custom: {} },
      }),
    ],
    after: { 'a.mp3': 'New|1' },
  },
  across: {
    prepare(lab) {
      lab.addFar();
      lab.add('a.mp3', 'A|1');
    },
    steps: (lab) => [lab.step('move', 'a.mp3', { trackId: trackOf(lab, 'a.mp3'), target: join(lab.far, 'a.mp3') })],
    after: { 'far:a.mp3': 'A|1' },
    disk: (lab) => parted(lab.disk, lab.far),
    leavesCopies: true,
  },
  linkless: {
    prepare(lab) {
      lab.add('a.mp3', 'A|1');
    },
    steps: (lab) => [lab.move(trackOf(lab, 'a.mp3'), 'a.mp3', 'b.mp3')],
    after: { 'b.mp3': 'A|1' },
    disk: (lab) => linklessDisk(lab.disk),
  },
  spelling: {
    prepare(lab) {
      lab.add('ä.mp3'.normalize('NFD'), 'A|1');
    },
    steps: (lab) => {
      const name = 'ä.mp3'.normalize('NFD');
      return [lab.move(trackOf(lab, name), name, 'Ä.mp3'.normalize('NFC'))];
    },
    after: { ['Ä.mp3'.normalize('NFC')]: 'A|1' },
    disk: (lab) => caseBlindDisk(lab.disk),
  },
};
