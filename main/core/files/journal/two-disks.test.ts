import { existsSync, lstatSync, mkdirSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getAttributeSync, setAttributeSync } from '@napi-rs/xattr';
import { expect, test } from 'vitest';
import { JournalLab } from '#core/testing/journal-lab.ts';
import { mounted } from '#core/testing/odd-disks.ts';
import { tempFolder } from '#core/testing/temp-library.ts';

const hasTwoDisks = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(tmpdir()).dev;

test.skipIf(!hasTwoDisks)('a file goes to another disk whole, and comes back as the one it was', async () => {
  const far = tempFolder('ledgerline-', true);
  const lab = new JournalLab();
  try {
    const disk = { ...lab.disk, ...mounted(lab.disk, [lab.path, far.path]) };
    lab.restart(disk);
    lab.addFolder(far.path);
    const id = lab.add('a.mp3', 'sound'.repeat(1000));
    setAttributeSync(lab.at('a.mp3'), 'user.note', 'mine');
    utimesSync(lab.at('a.mp3'), 1_700_000_000, 1_700_000_000.123);
    const before = lstatSync(lab.at('a.mp3'), { bigint: true });
    const target = join(far.path, 'a.mp3');
    const operation = await lab.run([lab.step('move', 'a.mp3', { trackId: id, target })]);
    expect(lab.states(operation.id)).toEqual(['done']);
    expect(lab.tree()).toEqual({});
    const after = lstatSync(target, { bigint: true });
    expect([after.size, after.mtimeNs, after.mode]).toEqual([before.size, before.mtimeNs, before.mode]);
    expect(getAttributeSync(target, 'user.note')?.toString()).toBe('mine');
    expect(lab.library.db.prepare('SELECT file_key FROM track').pluck().get()).toBe(`${after.dev}:${after.ino}`);
    expect(lab.trashed()).toEqual(['files/a.mp3', 'info/a.mp3.trashinfo']);

    const undo = await lab.undo(operation.id);
    expect(lab.states(undo.id)).toEqual(['done']);
    const back = lstatSync(lab.at('a.mp3'), { bigint: true });
    expect([back.ino, back.mtimeNs, back.mode]).toEqual([before.ino, before.mtimeNs, before.mode]);
    expect(existsSync(target)).toBe(false);
    expect(lab.trashed()).toEqual([]);

    await lab.undo(undo.id);
    expect(lstatSync(target, { bigint: true }).ino).toBe(after.ino);
    expect(existsSync(lab.at('a.mp3'))).toBe(false);
    expect(lab.paths()).toEqual({ [id]: 'a.mp3' });
  } finally {
    await lab.close();
    far.remove();
  }
});

test.skipIf(!hasTwoDisks)('where the original has left the trash, a copy comes back', async () => {
  const far = tempFolder('ledgerline-', true);
  const lab = new JournalLab();
  try {
    lab.restart({ ...lab.disk, ...mounted(lab.disk, [lab.path, far.path]) });
    lab.addFolder(far.path);
    mkdirSync(join(far.path, 'in'));
    const id = lab.add('a.mp3', 'sound');
    const target = join(far.path, 'in', 'a.mp3');
    const operation = await lab.run([lab.step('move', 'a.mp3', { trackId: id, target })]);
    const planned = lab.journal.inverse(operation.id);
    for (const name of lab.trashed()) lab.take(join(lab.trashFolder, name));
    lab.journal.start({ kind: 'organize', trackCount: 1, undoes: operation.id, isUndo: true }, planned);
    await lab.journal.waitForIdle();
    expect(lab.tree()).toEqual({ 'a.mp3': 'sound' });
    expect(existsSync(target)).toBe(false);
    expect(lab.logged).toEqual([]);
  } finally {
    await lab.close();
    far.remove();
  }
});
