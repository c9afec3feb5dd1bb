import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseAmount } from '#shared/amount.ts';
import type { StatementItem } from '#shared/contract/statements.ts';
import { guessStore } from './store-names.ts';
import { distrokid, openStatementLab, type StatementLab } from './testing/statement-lab.ts';

let lab: StatementLab;
let call: StatementLab['core']['call'];
beforeAll(async () => {
  lab = await openStatementLab();
  ({ call } = lab.core);
});
afterAll(async () => {
  expect(lab.core.logged).toEqual([]);
  await lab.close();
});

const recording = (id: number, title: string, isrc = '') =>
  lab.sql(`INSERT INTO recording (id, title, artist, isrc, title_fold, artist_fold, created_at, changed_at)
    VALUES (${id}, '${title}', 'Ines Valloria', '${isrc}', lower('${title}'), 'ines valloria', 0, 0)`);
const items = async (match: 'open' | 'matched' | 'ignored' = 'open') =>
  (await call('statements.items', { match })).items;
const named = (all: readonly StatementItem[], title: string) =>
  all.find((item) => item.title === title) as StatementItem;
const methods = async () =>
  Object.fromEntries(
    (await items('matched')).map(({ title, method, recordingId, releaseId }) => [
      title,
      [method, recordingId, releaseId],
    ]),
  );

async function expectReconciled(): Promise<void> {
  const { statements, parts } = await call('statements.list');
  const amount = (text: string) => parseAmount(text, { decimal: '.' })?.amount ?? 0n;
  for (const { currency, matched, open, ignored, total } of parts) {
    expect(amount(matched) + amount(open) + amount(ignored)).toBe(amount(total));
    const sums = statements.flatMap(({ totals }) => totals).filter((each) => each.currency === currency);
    expect(sums.reduce((sum, { net }) => sum + amount(net), 0n)).toBe(amount(total));
  }
}

test('codes match from ISRC to catalogue number; a title of its release is found by its name, and a sale of the whole stays whole', async () => {
  recording(1, 'Low Season', 'ZZLR12600001');
  recording(2, 'Quay');
  recording(3, 'Night Bus');
  lab.sql(`INSERT INTO release (id, title, artist, upc, catalogue_number, upc_history, created_at, changed_at)
      VALUES (1, 'Harbour', 'Ines Valloria', '5012345678900', 'LR-012', '["4006381333931"]', 0, 0);
    INSERT INTO release_track (release_id, position, recording_id) VALUES (1, 0, 1), (1, 1, 2), (1, 2, 3)`);
  await lab.bring(
    'match.tsv',
    distrokid([
      { net: '4', isrc: 'zz-lr1-26-00001' },
      { net: '3', isrc: '', title: 'QUAY', upc: '5012345678900' },
      { net: '2', isrc: '', title: 'Harbour', upc: '4006381333931', kind: 'Album' },
      { net: '1', isrc: '', title: 'Another one', upc: '5012345678900' },
      { net: '0.5', isrc: '', title: 'Night Buss' },
      { net: '0.25', isrc: 'ZZLR12600077', title: 'Old song', artist: 'Kit Okafor' },
    ]),
  );
  expect(await methods()).toEqual({ 'Low Season': ['isrc', 1, null], QUAY: ['upc', 2, 1], Harbour: ['upc', null, 1] });
  expect((await items()).map(({ title }) => title)).toEqual(['Another one', 'Night Buss', 'Old song']);
  await expectReconciled();
});

test('likeness is only ever a suggestion; what was matched by hand once is known again, and undo opens it', async () => {
  const open = named(await items(), 'Night Buss');
  const [best] = await call('statements.suggest', { itemId: open.id });
  expect(best).toMatchObject({ recordingId: 3, title: 'Night Bus' });
  expect(await call('statements.suggest', { itemId: open.id, text: 'harb' })).toMatchObject([{ releaseId: 1 }]);
  await call('statements.match', { itemIds: [open.id], target: { recordingId: 3 as never } });
  await lab.bring('next.tsv', distrokid([{ net: '7', isrc: '', title: 'NIGHT  BUSS', upc: '4006381333931' }]));
  expect(await methods()).toMatchObject({ 'Night Buss': ['hand', 3, null], 'NIGHT  BUSS': ['alias', 3, null] });
  await call('history.undo', {});
  await call('history.undo', {});
  await lab.core.core.waitForIdle();
  expect((await items()).map(({ title }) => title)).toContain('Night Buss');
  await call('history.redo');
  await lab.core.core.waitForIdle();
  expect(await methods()).toMatchObject({ 'Night Buss': ['hand', 3, null] });
  await expectReconciled();
});

test('what is ignored stays in the sums; back catalogue is made of many items at once', async () => {
  const all = await items();
  await call('statements.match', { itemIds: [named(all, 'Another one').id], target: 'ignored' });
  expect((await call('statements.list')).parts).toMatchObject([{ ignored: '1' }]);
  const made = await call('statements.makeCatalogue', { itemIds: [named(all, 'Old song').id] });
  expect(made).toMatchObject({ recordings: 1, releases: 0 });
  expect(lab.sql(`SELECT title, artist, isrc FROM recording WHERE id > 3`)).toEqual([
    { title: 'Old song', artist: 'Kit Okafor', isrc: 'ZZLR12600077' },
  ]);
  await expectReconciled();
  await call('history.undo', {});
  await lab.core.core.waitForIdle();
  expect(named(await items(), 'Old song')).toMatchObject({ method: '' });
  expect(lab.sql('SELECT id FROM recording WHERE id > 3')).toEqual([]);
});

test('when the catalogue changes, items are matched anew, and open again when what they were is gone', async () => {
  const made = await call('catalogue.makeRecording', { title: 'Old song', isrc: 'ZZLR12600077' } as never);
  await lab.core.core.waitForIdle();
  expect((await methods())['Old song']?.[0]).toBe('isrc');
  expect(made).toBeDefined();
  await call('history.undo', {});
  await lab.core.core.waitForIdle();
  expect((await items()).map(({ title }) => title)).toContain('Old song');
});

test('matched, open and ignored are the whole, whatever rows there are', async () => {
  const amount = fc
    .record({ whole: fc.integer({ min: -99, max: 99 }), digits: fc.integer({ min: 0, max: 999_999_999_999 }) })
    .map(({ whole, digits }) => `${whole}.${String(digits).padStart(12, '0')}`);
  const sale = fc.record({
    net: amount,
    title: fc.constantFrom('A', 'B', 'C', 'Quay'),
    isrc: fc.constantFrom('', 'ZZLR12600001'),
  });
  let file = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(sale, { minLength: 1, maxLength: 30 }), fc.nat(3), async (sales, pick) => {
      await lab.bring(`any-${file++}.tsv`, distrokid(sales), { isSameKnown: true });
      const open = await items();
      const target = (['ignored', 'open', { recordingId: 2 as never }] as const)[pick % 3] ?? 'open';
      if (open[pick]) await call('statements.match', { itemIds: [open[pick].id], target });
      await expectReconciled();
    }),
    { numRuns: 4 },
  );
});

test.each([
  ['Spotify', 'spotify'],
  ['Spotify Premium (Family)', 'spotify'],
  ['Apple Music', 'appleMusic'],
  ['iTunes', 'iTunes'],
  ['Beatport Streaming', 'beatportStreaming'],
  ['YouTube (Ads)', 'youTubeMusic'],
  ['Facebook/Instagram', 'facebook'],
  ['Amazon Ads', 'amazonMusic'],
  ['Corner shop', ''],
  ['Spotted', ''],
])('the store "%s" is %s', (name, key) => {
  expect(guessStore(name)).toBe(key);
});
