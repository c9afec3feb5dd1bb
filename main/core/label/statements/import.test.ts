import { afterEach, beforeEach, expect, test } from 'vitest';
import { distrokid, openStatementLab, type StatementLab } from './testing/statement-lab.ts';

let lab: StatementLab;
beforeEach(async () => {
  lab = await openStatementLab();
});
afterEach(async () => {
  expect(lab.core.logged).toEqual([]);
  await lab.close();
});

test('a file is shown before anything is written, comes in as one operation, and goes and comes back as one', async () => {
  const { call } = lab.core;
  const file = distrokid([
    { net: '1.5' },
    { store: 'Apple Music', country: 'US', quantity: 40, net: '0.250000000001' },
    { net: '-0.25', quantity: -10, month: '2026-06' },
  ]);
  const draft = await lab.look('dk.tsv', file);
  expect(draft).toMatchObject({ state: 'ready', error: null, preview: { rows: 3 } });
  await call('statements.import', { ids: [draft.id] });
  const done = await lab.draft(draft.id);
  const { statements, parts } = await call('statements.list');
  expect(statements).toMatchObject([{ source: 'DistroKid', fromMonth: '2026-06', toMonth: '2026-07', rows: 3 }]);
  expect(parts).toMatchObject([{ currency: 'USD', open: '1.500000000001', total: '1.500000000001' }]);
  expect(done.state).toBe('done');
  await call('history.undo', {});
  expect((await call('statements.list')).statements).toEqual([]);
  await call('history.redo');
  expect((await call('statements.list')).statements).toHaveLength(1);
});
