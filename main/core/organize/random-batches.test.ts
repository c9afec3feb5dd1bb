import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrganizeLab } from '#core/testing/organize-lab.ts';
import type { Strategy } from '#shared/contract/organize.ts';

const names = ['a', 'A', 'b', 'c', 'd (2)', 'Caf\u00e9', 'Cafe\u0301'];
const paths = ['', 'x/', 'y/z/'].flatMap((folder) => names.map((name) => `${folder}${name}.mp3`));

type Wish = { path: string; strategy: Strategy; isApproved: boolean };
const wish: fc.Arbitrary<Wish> = fc.record({
  path: fc.constantFrom(...paths),
  strategy: fc.constantFrom<Strategy>('number', 'skip', 'replace'),
  isApproved: fc.boolean(),
});

const soundOf = (tree: Record<string, string>) =>
  Object.entries(tree)
    .filter(([path]) => path.endsWith('.mp3'))
    .map(([, state]) => state)
    .sort();

/** Each batch on real files, through the journal: nothing is lost, and undo brings back every byte, time and mode. */
test('random batches on real files lose nothing, and undo leaves the tree as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...paths), { minLength: 2, maxLength: 9 }),
      fc.array(wish, { minLength: 9, maxLength: 9 }),
      async (there, wishes) => {
        const lab = new OrganizeLab();
        try {
          lab.add(Object.fromEntries(there.map((path) => [path, { title: path.replaceAll('/', '+') }])));
          lab.add({ 'x/a.cue': 'cue', 'x/cover.jpg': 'cover', 'y/z/b.txt': 'words' });
          await lab.open();
          const before = lab.tree();
          await lab.setPattern('%title% renamed');
          for (const [index, { id }] of (await lab.propose()).entries()) {
            const { path, strategy, isApproved } = wishes[index] as Wish;
            const chosen = { type: 'ids' as const, ids: [id] };
            await lab.core.call('organize.update', { chosen, change: { type: 'path', path } });
            await lab.core.call('organize.update', { chosen, change: { type: 'strategy', strategy } });
            await lab.core.call('organize.update', { chosen, change: { type: 'approve', isApproved } });
          }
          const plan = await lab.core.call('organize.apply', { isDryRun: true });
          if (plan.moveCount === 0) return;
          const { files } = await lab.apply();
          expect(files).toMatchObject({ failed: 0, done: files.total });
          const after = soundOf(lab.tree());
          expect(after.length).toBe(there.length - plan.trashCount);
          expect(after.filter((state) => !soundOf(before).includes(state))).toEqual([]);
          expect(new Set(after).size).toBe(after.length);
          await lab.undo();
          expect(lab.tree()).toEqual(before);
          expect(lab.core.logged).toEqual([]);
        } finally {
          await lab.close();
          rmSync(join(lab.folder.path), { recursive: true, force: true });
        }
      },
    ),
    { numRuns: 6 },
  );
}, 180_000);
