import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlannedStep } from '#core/files/file-step.ts';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { trashTracks } from './trash-tracks.ts';

let lab: JournalLab;
beforeEach(() => {
  lab = new JournalLab({ isQuick: true });
});
afterEach(() => lab.close());

function move(trackId: number, from: string, to: string): PlannedStep {
  return {
    kind: 'move',
    trackId,
    source: lab.at(from),
    target: lab.at(to),
    expected: null,
    group: trackId,
    input: null,
  };
}

test('what goes is the file that was meant, not the one that got its name meanwhile', async () => {
  const { journal, disk } = lab;
  const { db } = lab.library;
  const [a, b] = [lab.add('a.mp3', 'a'), lab.add('b.mp3', 'b')];
  journal.pause();
  journal.start({ kind: 'organize', trackCount: 2 }, [move(a, 'a.mp3', 'c.mp3'), move(b, 'b.mp3', 'a.mp3')]);
  const { operation } = await trashTracks({ db, disk, journal }, [a]);
  journal.unpause();
  await journal.waitForIdle();
  expect(readFileSync(lab.at('a.mp3'), 'utf8')).toBe('b');
  expect(existsSync(lab.at('c.mp3'))).toBe(false);
  expect(lab.states(operation)).toEqual(['done']);
  expect(lab.paths()).toEqual({ [b]: 'a.mp3' });
  await lab.undo(operation);
  expect(readFileSync(lab.at('c.mp3'), 'utf8')).toBe('a');
});
