import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PackLab } from '#core/studio/testing/pack-lab.ts';
import { insertTrack } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { CodeKind } from '#shared/contract/codes.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';

const lab = new PackLab();
const { call } = { call: ((...args: Parameters<PackLab['call']>) => lab.call(...args)) as PackLab['call'] };
beforeAll(() => lab.open());
afterAll(async () => expect(await lab.close()).toEqual([]));

const series = (kind: CodeKind, prefix: string, more: { first?: number; digits?: number; isDefault?: boolean } = {}) =>
  call('codes.saveSeries', { kind, prefix, ...more });

async function makeRelease(titles: readonly string[], releaseDate = '2027-02-12') {
  const { id } = await call('releases.make', { title: lab.fresh('Harbour') });
  await call('releases.edit', { id, patch: { releaseDate } });
  const recordings: RecordingId[] = [];
  for (const title of titles) recordings.push((await call('catalogue.makeRecording', { title })).id);
  await call('releases.setTracks', { id, tracks: recordings.map((recordingId) => ({ recordingId })) });
  return { id, recordings };
}

const isrcsOf = async (id: ReleaseId) => (await call('releases.get', { id })).tracks.map(({ isrc }) => isrc);

test('codes of one’s own are right by their rules, and go to what has none', async () => {
  expect(await errorCode(series('isrc', 'ZZLR'))).toBe('CODE_PREFIX_INVALID');
  expect(await errorCode(series('upc', '42600')) /* too short */).toBe('CODE_PREFIX_INVALID');
  expect(await errorCode(series('catalogue', 'LR-0'))).toBe('CODE_PREFIX_INVALID');
  const { id, recordings } = await makeRelease(['Quay', 'Harbour Light', 'Copper Thread']);
  expect(await errorCode(call('codes.assign', { releaseId: id, kinds: ['isrc'] }))).toBe('CODE_SERIES_MISSING');
  await series('isrc', 'zz-lr1', { first: 41 });
  await series('upc', '4260099', { first: 12_034 });
  await series('catalogue', 'LR-', { first: 34 });
  await series('grid', 'A1-0302B', { first: 3_989_564 });
  expect(await errorCode(series('isrc', 'ZZLR1'))).toBe('NAME_TAKEN');
  await call('catalogue.editRecordings', { ids: [recordings[1] as RecordingId], patch: { isrc: 'ZZ-LR1-27-00042' } });
  expect(await call('codes.next', { releaseId: id })).toEqual({
    ...{ isrc: 'ZZLR12700041', upc: '4260099120348', catalogue: 'LR-034', grid: 'A10302B0003989564F' },
  });
  const { operation } = await call('codes.assign', { releaseId: id, kinds: ['isrc', 'upc', 'catalogue', 'grid'] });
  expect(await isrcsOf(id)).toEqual(['ZZLR12700041', 'ZZLR12700042', 'ZZLR12700043']);
  const release = await call('releases.get', { id });
  expect(release).toMatchObject({ upc: '4260099120348', catalogueNumber: 'LR-034', grid: 'A10302B0003989564F' });
  expect([parseIdentifier('upc', release.upc), parseIdentifier('grid', release.grid)]).toEqual([
    release.upc,
    release.grid,
  ]);
  expect((await call('codes.list')).map(({ kind, next, used }) => [kind, next, used])).toEqual([
    ['catalogue', 'LR-035', 1],
    ['grid', 'A10302B0003989565D', 1],
    ['isrc', 'ZZLR12600041', 3],
    ['upc', '4260099120355', 1],
  ]);
  // Nothing is given twice, and what is taken back is given again, unless somebody has it in hand by now.
  await lab.undo(operation);
  expect(await isrcsOf(id)).toEqual(['', 'ZZLR12700042', '']);
  const snapshot = JSON.stringify({ tracks: [{ isrc: 'ZZLR12700041' }], upc: '4260099120348' });
  lab.db
    .prepare(
      `INSERT INTO delivery_package (release_id, target, stores, kind, path, batch_id, message_id, snapshot, snapshot_hash, files,
         size_bytes, built_at) VALUES (?, 'x', '[]', 'initial', '/x', 'b', 'm', ?, 'h', '[]', 0, 0)`,
    )
    .run(id, snapshot);
  expect(await call('codes.next', { releaseId: id })).toMatchObject({ isrc: 'ZZLR12700043', upc: '4260099120355' });
});

test('a series that is used up says so, another default takes over, and catalogue numbers grow on', async () => {
  const { id } = await makeRelease(['Lamp', 'Bridge'], '2031-01-01');
  const { id: small } = await series('isrc', 'ZZAB1', { first: 99_999, isDefault: true });
  expect(await errorCode(call('codes.assign', { releaseId: id, kinds: ['isrc'] }))).toBe('CODES_USED_UP');
  expect(await isrcsOf(id)).toEqual(['', '']);
  await series('catalogue', 'BIG', { first: 999, digits: 3, isDefault: true });
  await call('releases.edit', { id, patch: { catalogueNumber: 'BIG999' } });
  expect((await call('codes.next', {})).catalogue).toBe('BIG1000');
  await call('codes.removeSeries', { id: small });
  expect((await call('codes.next', { releaseId: id })).isrc).toBe('ZZLR13100041');
});

test('pasted lines find their tracks, and say what is wrong with each', async () => {
  const { id, recordings } = await makeRelease(['Quay', 'Second, Lamp', 'Tide', 'Tide']);
  await makeRelease(['Elsewhere']);
  const [other] = (await call('catalogue.list', { text: 'elsewhere' })).recordings;
  await call('catalogue.editRecordings', { ids: [other?.id as RecordingId], patch: { isrc: 'GBAYE0000001' } });
  const text = [
    'Track,ISRC',
    'quay,gb-aye-00-00351',
    '"Second, Lamp";GBAYE0000352',
    'Tide\tGBAYE0000353',
    '4,GBAYE0000354',
    'Nowhere,GBAYE0000355',
    '3,GBAYE00',
    '3,GBAYE0000001',
    'Quay,GBAYE0000359',
    'no code here',
  ].join('\r\n');
  const rows = await call('codes.readPasted', { releaseId: id, text });
  expect(rows.map(({ line, recordingId, problem }) => [line, recordingId, problem])).toEqual([
    [2, recordings[0], null],
    [3, recordings[1], null],
    [4, null, 'severalTracks'],
    [5, recordings[3], null],
    [6, null, 'noTrack'],
    [7, recordings[2], 'invalid'],
    [8, recordings[2], 'twice'],
    [9, recordings[0], 'twice'],
    [10, null, 'unreadable'],
  ]);
  const [taken] = await call('codes.readPasted', { releaseId: id, text: 'Quay,GBAYE0000001' });
  expect(taken).toMatchObject({ problem: 'taken', isrc: 'GBAYE0000001', title: 'Quay' });
  const isrcs = rows.flatMap(({ recordingId, isrc, problem }) =>
    recordingId && !problem ? [{ recordingId, isrc }] : [],
  );
  const bad = [...isrcs, { recordingId: recordings[2] as RecordingId, isrc: 'GBAYE0000001' }];
  expect(await errorCode(call('codes.setIsrcs', { releaseId: id, isrcs: bad }))).toBe('ISRC_TAKEN');
  expect(await isrcsOf(id)).toEqual(['', '', '', '']);
  await call('codes.setIsrcs', { releaseId: id, isrcs });
  expect(await isrcsOf(id)).toEqual(['GBAYE0000351', 'GBAYE0000352', '', 'GBAYE0000354']);
});

/** A model: what is in use, in whatever order things are done. */
test('any assigning, taking back, doing again and removing leaves no code twice and no gap', async () => {
  const { id: seriesId } = await series('isrc', 'ZZPB1', { first: 7, isDefault: true });
  const trackIds = Array.from({ length: 3 }, (_, index) => insertTrack(lab.db, { title: `Model ${index}` }) as TrackId);
  const step = fc.oneof(
    fc.record({ do: fc.constant('assign' as const), release: fc.nat(2) }),
    fc.record({ do: fc.constant('undo' as const) }),
    fc.record({ do: fc.constant('redo' as const) }),
    fc.record({ do: fc.constant('takeBack' as const), which: fc.nat(20) }),
    fc.record({ do: fc.constant('remove' as const), which: fc.nat(20) }),
  );
  let year = 2032;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
      year += 1;
      const releases: ReleaseId[] = [];
      for (const count of [1, 2, 3]) {
        const { id, recordings } = await makeRelease(['A', 'B', 'C'].slice(0, count), `${year}-01-01`);
        // A recording stands on two releases.
        const shared = [{ trackId: trackIds[count - 1] }, ...recordings.map((recordingId) => ({ recordingId }))];
        await call('releases.setTracks', { id, tracks: shared });
        releases.push(id);
      }
      const operations: OperationId[] = [];
      let highest = 0;
      for (const next of steps) {
        if (next.do === 'assign') {
          const { operation, codes } = await call('codes.assign', {
            releaseId: releases[next.release] as ReleaseId,
            kinds: ['isrc'],
          });
          if (operation !== null) operations.push(operation);
          // The smallest that nothing has.
          const others = (await inUse(year)).filter((number) => !codes.includes(codeOf(year, number)));
          const free = numbersFrom(7, codes.length, others);
          expect(codes).toEqual(free.map((number) => codeOf(year, number)));
        } else if (next.do === 'undo') await call('history.undo', {});
        else if (next.do === 'redo') await call('history.redo');
        else if (next.do === 'takeBack') {
          const id = operations[next.which % Math.max(1, operations.length)];
          if (id !== undefined) await errorCode(call('history.undo', { id }));
        } else {
          const [row] = (await call('catalogue.list', { text: `ZZPB1${year % 100}` })).recordings;
          if (row) await errorCode(call('catalogue.removeRecordings', { ids: [row.id] }));
        }
        const numbers = await inUse(year);
        expect(new Set(numbers).size).toBe(numbers.length);
        highest = Math.max(highest, ...numbers);
      }
      // Gaps that were left fill up again.
      for (const id of releases) {
        if ((await call('releases.list')).some((release) => release.id === id)) {
          await call('codes.assign', { releaseId: id, kinds: ['isrc'] });
        }
      }
      const numbers = await inUse(year);
      expect(numbers).toEqual(numbersFrom(7, numbers.length, []));
    }),
    { numRuns: 15 },
  );
  await call('codes.removeSeries', { id: seriesId });
});

function codeOf(year: number, number: number): string {
  return `ZZPB1${String(year).slice(2)}${String(number).padStart(5, '0')}`;
}

function numbersFrom(first: number, count: number, except: readonly number[]): number[] {
  const found: number[] = [];
  for (let number = first; found.length < count; number++) if (!except.includes(number)) found.push(number);
  return found;
}

async function inUse(year: number): Promise<number[]> {
  const codes = lab.db
    .prepare('SELECT isrc FROM recording WHERE isrc LIKE ?')
    .pluck()
    .all(`ZZPB1${year % 100}%`);
  return (codes as string[]).map((code) => Number(code.slice(7))).sort((one, other) => one - other);
}
