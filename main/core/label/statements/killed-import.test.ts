import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { tempFolder } from '#core/testing/temp-library.ts';
import { openTestCore } from '#core/testing/test-core.ts';
import { distrokid } from './testing/statement-lab.ts';

test('what a process left that died in the midst of an import counts nowhere, and is gone soon', async () => {
  const folder = tempFolder('ledgerline-killed-import-', true);
  const path = join(folder.path, 'july.tsv');
  writeFileSync(path, distrokid(Array.from({ length: 900 }, (_, index) => ({ net: '1.5', quantity: index }))));
  const home = join(folder.path, 'home');
  const open = () => openTestCore(home, { runAnalysis: false });

  const first = await open();
  const { ids } = await first.call('statements.look', { files: [{ path }] });
  await first.core.waitForIdle();
  await first.call('statements.import', { ids });
  await first.core.waitForIdle();
  expect((await first.call('statements.list')).parts).toMatchObject([{ total: '1350' }]);
  await first.core.close();

  // Its rows and sums are there, and the last transaction, which makes them count, never came.
  const file = new Database(join(home, 'library.db'));
  file.exec(`UPDATE statement SET state = 'importing'`);
  const second = await open();
  const before = await second.call('statements.list');
  expect([before.statements, before.parts]).toEqual([[], []]);
  await second.core.waitForIdle();
  for (const table of ['statement', 'statement_line', 'statement_sum', 'statement_rows', 'statement_problem']) {
    expect(file.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
  }
  file.close();
  const { ids: again } = await second.call('statements.look', { files: [{ path }] });
  await second.core.waitForIdle();
  await second.call('statements.import', { ids: again });
  await second.core.waitForIdle();
  expect((await second.call('statements.list')).parts).toMatchObject([{ total: '1350' }]);
  await second.core.close();
  expect([...first.logged, ...second.logged]).toEqual([]);
  folder.remove();
});
