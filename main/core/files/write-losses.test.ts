import { chmodSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { getAttributeSync, setAttributeSync } from '@napi-rs/xattr';
import { parseFile } from 'music-metadata';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { flacFile, mp3File, noise, wavFile } from '#core/testing/audio-files.ts';
import { apeTag, type Id3Frame, id3Tag, id3v1Tag, latinFrame, syncSafe, userTextFrame } from '#core/testing/id3-tag.ts';
import { stateOf, tagInput, WriteLab } from '#core/testing/write-lab.ts';
import { isoTime } from './file-attributes.ts';
import { readFileTags } from './preview-tags.ts';

/** What other writers lost, by the report that says so: each is a file to which we write a title. */

let lab: WriteLab;
beforeEach(() => {
  lab = new WriteLab();
});
afterEach(() => lab.remove());

const utf8Frame = (id: string, text: string): Id3Frame => ({
  id,
  body: Buffer.concat([Buffer.from([3]), Buffer.from(text)]),
});

function pictureFrame(kind: number, description: string, bytes: Uint8Array): Id3Frame {
  const head = Buffer.concat([
    Buffer.from([3]),
    Buffer.from('image/png\0'),
    Buffer.from([kind]),
    Buffer.from(`${description}\0`),
  ]);
  return { id: 'APIC', body: Buffer.concat([head, bytes]) };
}

function objectFrame(name: string, bytes: Uint8Array): Id3Frame {
  return { id: 'GEOB', body: Buffer.concat([Buffer.from(`\0application/octet-stream\0\0${name}\0`, 'latin1'), bytes]) };
}

/** The bytes of a frame as they stand in a 2.4 tag, with its header. */
function raw({ id, body }: Id3Frame): Buffer {
  return Buffer.concat([Buffer.from(id), syncSafe(body.length), Buffer.alloc(2), body]);
}

const frames24 = [
  utf8Frame('TPE1', 'Sigur Rós'),
  utf8Frame('TALB', '( ) – Ágætis 夜'),
  utf8Frame('TDRC', '2004-06-12T10:15'),
  utf8Frame('TMOO', 'calm'),
  utf8Frame('TPE2', 'One\0Two'),
  pictureFrame(3, 'front', noise(1, 20_000)),
  pictureFrame(4, 'back', noise(2, 9000)),
  pictureFrame(8, '', noise(3, 700)),
  objectFrame('Serato Markers2', noise(4, 470)),
  objectFrame('Serato Autotags', noise(5, 21)),
  { id: 'RVA2', body: Buffer.concat([Buffer.from('track\0'), noise(6, 5)]) },
  { id: 'SYLT', body: noise(7, 333) },
  { id: 'CHAP', body: Buffer.concat([Buffer.from('ch0\0'), noise(8, 16)]) },
  { id: 'ZZZ9', body: noise(9, 10) },
  userTextFrame('MusicBrainz Album Id', 'dc7d-41'),
] as const;

// node-id3 0.2.9 was tried on this very file: it makes the tag 2.3, 1 of the 15 frames is what it was, the front and back
// covers, RVA2 and ZZZ9 are gone, and two artists are one word.
test('ID3v2.4 text, covers, dates and frames nobody knows stay byte for byte (node-id3#107, #110, #180)', async () => {
  const file = mp3File(id3Tag([utf8Frame('TIT2', 'Old'), ...frames24], { version: 4 }));
  const path = lab.file('v24.mp3', file);
  await lab.change(path, tagInput({ texts: { title: ['New'] } }));
  const written = readFileSync(path);
  expect(written[3], 'the version of the tag').toBe(4);
  for (const frame of frames24) expect(written.includes(raw(frame)), frame.id).toBe(true);
  const { common } = await parseFile(path);
  expect(common).toMatchObject({ title: 'New', artist: 'Sigur Rós', album: '( ) – Ágætis 夜', mood: 'calm' });
  expect(common.picture?.map(({ data }) => data.length)).toEqual([20_000, 9000, 700]);
});

test('cue points and grids are there once, and unchanged, after many writes (onetagger#121, mp3tag.js#614, mixxx#14942)', async () => {
  const cues = objectFrame('Serato Markers2', noise(4, 470));
  const path = lab.file('cues.mp3', mp3File(id3Tag([latinFrame('TIT2', 'Old'), cues], { version: 4 })));
  for (let count = 0; count < 5; count += 1) {
    await lab.change(path, tagInput({ texts: { title: [`New ${count}`.repeat(count * 20 + 1)] } }));
    const written = readFileSync(path);
    expect(written.indexOf(raw(cues))).toBe(written.lastIndexOf(raw(cues)));
    expect(readFileTags(path).foreign.filter(({ id }) => id.includes('Serato'))).toHaveLength(1);
  }
});

test('FLAC behind an ID3 tag and before an ID3v1 tag keeps both and its sound (taglib#606, rust-metaflac#20, discogstagger#7)', async () => {
  const tail = Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125)]);
  const head = id3Tag([latinFrame('TIT2', 'Of another program')]);
  const path = lab.file('stacked.flac', Buffer.concat([head, flacFile([['TITLE', 'Old']]), tail]));
  const { audioHash } = await lab.change(path, tagInput({ texts: { title: ['New'] } }));
  const again = await lab.change(
    path,
    tagInput({ texts: { title: ['Newer, and so long that it needs room'.repeat(200)] } }),
  );
  expect(again.audioHash).toBe(audioHash);
  const written = readFileSync(path);
  expect(written.subarray(0, head.length).equals(head)).toBe(true);
  expect(written.subarray(-128).equals(tail)).toBe(true);
});

test('fields that an answer leaves out, or has empty by mistake, are not cleared (beets#6403)', async () => {
  const path = lab.song('night-bus.mp3');
  const before = readFileTags(path);
  await lab.change(path, tagInput({ texts: { label: ['A label'] } }));
  expect(readFileTags(path)).toEqual({ ...before, texts: { ...before.texts, label: ['A label'] } });
});

test('what the file says already is not written again (mixxx#12587)', async () => {
  const path = lab.song('night-bus.mp3');
  const { texts, custom } = readFileTags(path);
  const before = statSync(path, { bigint: true });
  expect((await lab.write(path, tagInput({ texts, custom }))).state).toBe('unchanged');
  const { ino, ctimeNs } = statSync(path, { bigint: true });
  expect({ ino, ctimeNs }).toEqual({ ino: before.ino, ctimeNs: before.ctimeNs });
});

test('ID3v1 has the track number in the end of its comment: one write settles who has it', async () => {
  const path = lab.file(
    'v1.mp3',
    mp3File(id3Tag([latinFrame('TIT2', 'Old')], { version: 4 }), {}, id3v1Tag('Old', 'Artist')),
  );
  await lab.change(path, tagInput({ texts: { trackNumber: ['1'] } }));
  const input = tagInput({ texts: { trackNumber: [], comment: ['long enough to fill all of its bytes'] } });
  await lab.change(path, input);
  expect((await lab.write(path, input)).state).toBe('unchanged');
  expect(readFileSync(path).subarray(-31, -1).toString('latin1')).toBe('long enough to fill all of its');
});

test('of two ID3 tags none keeps half of a number and its total', async () => {
  const tags = [id3Tag([latinFrame('TIT2', 'Old')]), id3Tag([latinFrame('TPOS', '1/3')], { version: 4 })];
  const path = lab.file('two.mp3', mp3File(Buffer.concat(tags)));
  await lab.change(path, tagInput({ texts: { discNumber: ['2'] } }));
  expect(readFileTags(path).texts).toMatchObject({ discNumber: ['2'], discTotal: ['3'] });
  expect((await parseFile(path)).common.disk).toEqual({ no: 2, of: 3 });
});

test('a date with a time stays in RIFF INFO as it is when an ID3 tag is made beside it', async () => {
  const path = lab.file('recorded.wav', wavFile({ ICRD: '2003-01-30 03:28:45 UTC', INAM: 'Take 1' }));
  await lab.change(path, tagInput({ rating: { stars: 3, family: 'windows' } }));
  expect(readFileTags(path).texts).toEqual({ title: ['Take 1'], date: ['2003-01-30 03:28:45 UTC'] });
  await lab.change(path, tagInput({ texts: { date: ['2004'] } }));
  expect(readFileTags(path).texts.date).toEqual(['2004']);
});

test('an APE tag that grows behind the sound is no longer sound', async () => {
  const ape = apeTag({ Title: 'Old' });
  const path = lab.file('ape.mp3', mp3File(id3Tag([latinFrame('TIT2', 'Old')]), {}, ape));
  const written = await lab.change(path, tagInput({ texts: { title: ['A longer title. '.repeat(200).trim()] } }));
  await lab.undo(path, written);
  expect(stateOf(path).sha256).toBe(written.sha256Before);
});

test('mode, attributes and access list stay; the time changes only where that is wanted', async () => {
  const path = lab.song('paper-boats.flac');
  chmodSync(path, 0o640);
  setAttributeSync(path, 'user.xdg.tags', 'live,dub');
  setAttributeSync(path, 'user.bytes', noise(1, 200));
  // u::rw- u:1234:r-- g::r-- m::r-- o::---, as the kernel has it.
  const list = Buffer.from(
    '0200000001000600ffffffff02000400d204000004000400ffffffff10000400ffffffff20000000ffffffff',
    'hex',
  );
  setAttributeSync(path, 'system.posix_acl_access', list);
  utimesSync(path, 1_500_000_000, 1_600_000_000.123_456);
  const before = stateOf(path);
  await lab.change(path, tagInput({ texts: { title: ['New'] }, keepModified: true }));
  expect(stateOf(path)).toEqual({ ...before, sha256: expect.any(String) });
  expect(getAttributeSync(path, 'system.posix_acl_access')).toEqual(list);
  await lab.change(path, tagInput({ texts: { title: ['Newer'] } }));
  const after = stateOf(path);
  expect(after.modifiedNs).toBeGreaterThan(before.modifiedNs);
  expect({ ...after, modifiedNs: 0n }).toEqual({ ...before, modifiedNs: 0n, sha256: expect.any(String) });
});

test('times are written to the nanosecond', () => {
  expect(isoTime(1_700_000_000_123_456_789n)).toBe('2023-11-14T22:13:20.123456789Z');
  expect(isoTime(5n)).toBe('1970-01-01T00:00:00.000000005Z');
  expect(isoTime(-1n)).toBe('1969-12-31T23:59:59.999999999Z');
});
