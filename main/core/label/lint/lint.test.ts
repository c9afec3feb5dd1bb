import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PackLab } from '#core/studio/testing/pack-lab.ts';
import { insertTrack } from '#core/testing/temp-library.ts';
import { errorCode } from '#core/testing/test-core.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import type { LintReport } from '#shared/contract/lint.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { RecordingId, ReleaseId } from '#shared/contract/studio-ids.ts';
import type { LintRuleId } from '#shared/lint-rules.ts';
import { readFormatTag } from './read-format-tag.ts';

const lab = new PackLab();
const call = ((...args: Parameters<PackLab['call']>) => lab.call(...args)) as PackLab['call'];
let trackId: TrackId;
beforeAll(async () => {
  await lab.open((db) => {
    const file = { format: 'wav', is_lossless: 1, bit_depth: 24, sample_rate: 48_000, channels: 2 } as const;
    const facts = { title: 'Low Bridge', artist: 'Ines Valloria', duration_ms: 239_000, audio_hash: 'a'.repeat(32) };
    trackId = insertTrack(db, { ...file, ...facts }) as TrackId;
    const quality = {
      ...{ score: 60, verdict: 'transcode', verdictConfidence: 0.9, bandwidthHz: 16_000, clippedRuns: 3, dcOffset: 0 },
      ...{ silentStartMs: 0, silentEndMs: 7000, silences: [], correlation: 0.5, effectiveBits: 16 },
      reasons: [{ code: 'UPSAMPLED', value: 44_100, cost: 5 }],
    };
    db.prepare(
      `INSERT INTO analysis (audio_hash, versions, analysed_at, analysis_ms, duration_ms, bpm_confidence, key_confidence, lufs,
         true_peak_db, is_truncated, waveform_overview, beats, findings) VALUES (?, ?, 0, 1, 239000, 0, 0, -7.8, 0.3, 0, ?, ?, ?)`,
    ).run('a'.repeat(32), '{"loudness":1,"quality":3}', Buffer.alloc(0), Buffer.alloc(0), JSON.stringify({ quality }));
  });
  await call('codes.saveSeries', { kind: 'isrc', prefix: 'ZZLR1', first: 41 });
});
afterAll(async () => expect(await lab.close()).toEqual([]));

async function makeRelease(): Promise<{ id: ReleaseId; recordings: RecordingId[] }> {
  const { id } = await call('releases.make', { title: lab.fresh('Harbour Songs'), artist: 'Ines Valloria' });
  const facts = { releaseDate: '2027-02-12', upc: '', label: 'Lantern Row', genre: 'Electronic', language: 'en' };
  await call('releases.edit', { id, patch: { ...facts, stores: ['spotify', 'bandcamp'], kind: 'single' } });
  const { id: quay } = await call('catalogue.makeRecording', { title: 'Quay (Original Mix)', artist: 'Ines Valloria' });
  await call('releases.setTracks', { id, tracks: [{ trackId }, { recordingId: quay }] });
  const [low] = (await call('releases.get', { id })).tracks.map(({ recordingId }) => recordingId) as [RecordingId];
  await call('catalogue.editRecordings', { ids: [low], patch: { title: 'Low Bridge (feat Kit Okafor)', isrc: '' } });
  return { id, recordings: [low, quay] };
}

const idsOf = ({ findings }: LintReport, rule: LintRuleId) =>
  findings.filter((finding) => finding.rule === rule).map(({ id }) => id);

test('what is wrong is found, fixed by one call, and comes back with undo', async () => {
  const { id, recordings } = await makeRelease();
  const report = await call('lint.run', { releaseId: id });
  const [feat] = report.findings.filter(({ rule }) => rule === 'title-feat');
  expect(feat).toMatchObject({
    ...{ severity: 'error', text: 'Low Bridge (feat Kit Okafor)', span: [12, 16], values: { way: 'dot' } },
    place: { of: 'track', track: 0, recordingId: recordings[0], field: 'title' },
    fix: {
      ...{ kind: 'patch', isSafe: true },
      after: [
        { field: 'title', text: 'Low Bridge (feat. Kit Okafor)' },
        {
          field: 'artists',
          artists: [
            { name: 'Ines Valloria', role: 'main' },
            { name: 'Kit Okafor', role: 'featured' },
          ],
        },
      ],
    },
    stores: [{ store: 'spotify', severity: 'error' }],
  });
  expect(report.stores).toMatchObject([
    { store: 'spotify', state: 'blocked', leadDays: 28, deliverBy: '2027-01-15', isLate: false },
    { store: 'bandcamp', state: 'blocked', leadDays: 0, deliverBy: '2027-02-12' },
  ]);
  expect(report.dates).toMatchObject({ daysToGo: 84, pitchBy: '2027-02-05' });

  const before = lab.dump();
  const findings = [feat?.id as string, ...idsOf(report, 'isrc-missing')];
  const { operation, count } = await call('lint.fix', { releaseId: id, findings });
  expect(count).toBe(3);
  expect((await call('releases.get', { id })).tracks).toMatchObject([
    {
      ...{ title: 'Low Bridge (feat. Kit Okafor)', isrc: 'ZZLR12700041' },
      artists: [
        { name: 'Ines Valloria', role: 'main' },
        { name: 'Kit Okafor', role: 'featured' },
      ],
    },
    { isrc: 'ZZLR12700042' },
  ]);
  const after = await call('lint.run', { releaseId: id });
  expect([...idsOf(after, 'title-feat'), ...idsOf(after, 'isrc-missing')]).toEqual([]);
  await lab.undo(operation as OperationId);
  expect(lab.dump()).toEqual(before);
});

test('all safe ones at once are one operation too, and the second time there are none', async () => {
  const { id } = await makeRelease();
  const before = lab.dump();
  const { operation, count } = await call('lint.fixAll', { releaseId: id });
  expect(count).toBeGreaterThan(5);
  expect((await call('releases.get', { id })).tracks[1]).toMatchObject({ title: 'Quay', explicit: 'none' });
  expect((await call('releases.get', { id })).pLine).toBe('2027 Lantern Row');
  expect(await call('lint.fixAll', { releaseId: id })).toEqual({ operation: null, count: 0 });
  await lab.undo(operation as OperationId);
  expect(lab.dump()).toEqual(before);
});

test('what analysis heard is judged, with the version it stands on', async () => {
  const { id } = await makeRelease();
  const { findings, quality } = await call('lint.run', { releaseId: id });
  const heard = findings.filter(({ place }) => place.of === 'track' && place.track === 0).map(({ rule }) => rule);
  expect(heard).toEqual(
    expect.arrayContaining([
      'audio-transcode',
      'audio-padded',
      'audio-silence',
      'audio-clipping',
      'audio-peak',
      'loudness-info',
    ]),
  );
  const parts = quality.tracks[0]?.parts ?? [];
  expect(parts.find(({ name }) => name === 'transcode')).toEqual({
    ...{ name: 'transcode', value: 'transcode', from: 'analysis', version: 3, cost: 36 },
  });
  expect(quality).toMatchObject({ known: 1, tracks: [{}, { score: null, parts: [] }] });
});

test('a finding that is ignored stays out of the way until its text changes', async () => {
  const { id, recordings } = await makeRelease();
  const [feat] = idsOf(await call('lint.run', { releaseId: id }), 'title-feat') as [string];
  await call('lint.ignore', { releaseId: id, finding: feat, reason: 'Printed so on the sleeve' });
  const ignored = await call('lint.run', { releaseId: id });
  expect(ignored.findings.at(-1)).toMatchObject({ id: feat, ignored: 'Printed so on the sleeve' });
  await call('lint.unignore', { releaseId: id, finding: feat });
  expect((await call('lint.run', { releaseId: id })).findings.find((one) => one.id === feat)?.ignored).toBeNull();
  await call('history.undo', {});
  await call('catalogue.editRecordings', { ids: [recordings[0] as RecordingId], patch: { title: 'Pier (feat Ada)' } });
  const [other] = (await call('lint.run', { releaseId: id })).findings.filter(({ rule }) => rule === 'title-feat');
  expect(other).toMatchObject({ ignored: null, text: 'Pier (feat Ada)' });

  const [isrc] = idsOf(await call('lint.run', { releaseId: id }), 'isrc-missing') as [string];
  expect(await errorCode(call('lint.ignore', { releaseId: id, finding: isrc, reason: 'Later' }))).toBe('STATE_REFUSED');
  expect(await errorCode(call('lint.ignore', { releaseId: id, finding: 'gone', reason: 'Later' }))).toBe('NOT_FOUND');
  expect(await call('lint.fix', { releaseId: id, findings: ['gone'] })).toEqual({ operation: null, count: 0 });
});

test('a guest of the address book is credited as that person', async () => {
  const { id } = await makeRelease();
  const { id: kit } = await call('people.make', { name: 'Kit Okafor' });
  const [feat] = idsOf(await call('lint.run', { releaseId: id }), 'title-feat') as [string];
  await call('lint.fix', { releaseId: id, findings: [feat] });
  expect((await call('releases.get', { id })).tracks[0]?.artists[1]).toEqual({
    ...{ name: 'Kit Okafor', role: 'featured', personId: kit },
  });
});

test('deliveries say where it is, and what became of others', async () => {
  const { id } = await makeRelease();
  await call('releases.edit', { id, patch: { catalogueNumber: lab.fresh('LR-') } });
  const insert = lab.db.prepare(
    'INSERT INTO delivery (release_id, store_key, state, created_at, changed_at) VALUES (?, ?, ?, 0, ?)',
  );
  for (const [index, store] of ['spotify', 'tidal', 'deezer'].entries()) insert.run(id, store, 'live', 1000 + index);
  insert.run(id, 'bandcamp', 'created', 2000);
  const report = await call('lint.run', { releaseId: id });
  expect(report.stores.map(({ store, delivery }) => [store, delivery])).toEqual([
    ['spotify', 'live'],
    ['bandcamp', 'created'],
  ]);
  expect(report.lastDeliveries).toMatchObject([{ state: 'live', store: 'Deezer', stores: 3, changedAt: 1002 }]);
  expect(report.lastDeliveries[0]?.release).toMatch(/^LR-/);
  lab.db.exec('DELETE FROM delivery');
});

test('what was approved is a draft again after a fix of its recording, here and on others', async () => {
  const { id, recordings } = await makeRelease();
  const { id: other } = await call('releases.make', { title: lab.fresh('Best of'), artist: 'Ines Valloria' });
  await call('releases.setTracks', { id: other, tracks: [{ recordingId: recordings[0] as RecordingId }] });
  lab.db.prepare("UPDATE release SET state = 'approved' WHERE id IN (?, ?)").run(id, other);
  const [feat] = idsOf(await call('lint.run', { releaseId: id }), 'title-feat') as [string];
  await call('lint.fix', { releaseId: id, findings: [feat] });
  expect([(await call('releases.get', { id })).state, (await call('releases.get', { id: other })).state]).toEqual([
    'draft',
    'draft',
  ]);
});

test('the picture is looked at, and one that cannot be read is said to be broken', async () => {
  const { id } = await makeRelease();
  const hash = 'b'.repeat(64);
  const picture = sharp({ create: { width: 1600, height: 1500, channels: 3, background: '#803050' } });
  mkdirSync(join(lab.path, 'home', 'pictures'), { recursive: true });
  writeFileSync(join(lab.path, 'home', 'pictures', hash), await picture.png().toBuffer());
  await call('releases.edit', { id, patch: { artworkHash: hash } });
  const report = await call('lint.run', { releaseId: id });
  expect(report.artwork).toMatchObject({ width: 1600, height: 1500, format: 'png', space: 'srgb' });
  expect(report.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['artwork-square', 'artwork-size']));
  await call('releases.edit', { id, patch: { artworkHash: 'c'.repeat(64) } });
  const broken = await call('lint.run', { releaseId: id });
  expect([idsOf(broken, 'artwork-broken').length, broken.artwork]).toEqual([1, null]);
});

test.each([1, 3, 0xfffe])('the format tag %i of a WAVE file is read', (tag) => {
  const path = join(lab.path, `${tag}.wav`);
  const head = Buffer.alloc(64);
  head.write('RIFF', 0, 'latin1');
  head.write('WAVEJUNK', 8, 'latin1');
  head.writeUInt32LE(5, 16);
  head.write('fmt ', 26, 'latin1');
  head.writeUInt32LE(16, 30);
  head.writeUInt16LE(tag, 34);
  writeFileSync(path, head);
  expect(readFormatTag(path)).toBe(tag);
  expect(readFormatTag(`${path}.gone`)).toBeNull();
});
