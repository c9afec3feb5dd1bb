import { describe, expect, test } from 'vitest';
import { aiffFile, noise, wavFile } from '#core/testing/audio-files.ts';
import { iffFile, tagsIn, written } from '#core/testing/id3-file.ts';
import { id3Tag, latinFrame } from '#core/testing/id3-tag.ts';
import { MemoryWindow } from '#core/testing/vorbis-files.ts';
import { aiffTags } from './aiff-tags.ts';
import { chunkFile } from './chunk-file.ts';
import { riffTags } from './riff-tags.ts';

type Changes = Parameters<typeof written>[2];
type Options = Parameters<typeof written>[3];
const read = (file: Buffer) => tagsIn(riffTags, file);
const write = (file: Buffer, changes: Changes, options: Options = {}) => written(riffTags, file, changes, options);

/** 'name length' of each chunk, after checking the size of the whole. */
function chunksIn(file: Buffer, isWave = true): string[] {
  const { chunks, end, damage, form } = chunkFile(new MemoryWindow(file), isWave);
  expect(damage).toBeNull();
  if (form === 'RIFF') expect(file.readUInt32LE(4)).toBe(end - 8);
  if (form === 'FORM') expect(file.readUInt32BE(4)).toBe(end - 8);
  return chunks.map(({ id, bodyBytes }) => `${id} ${bodyBytes}`);
}

const names = (file: Buffer, isWave = true) => chunksIn(file, isWave).map((chunk) => chunk.slice(0, 4));

const format = Buffer.concat([Buffer.from('0100020044ac000010b1020004001000', 'hex')]);
const sound = noise(1, 4000);

function wave(...chunks: [id: string, body: Uint8Array][]): Buffer {
  return iffFile('RIFF', 'WAVE', [['fmt ', format], ...chunks]);
}

function info(...items: [id: string, text: string][]): Buffer {
  return Buffer.concat([
    Buffer.from('INFO'),
    ...items.map(([id, text]) => {
      const head = Buffer.alloc(8);
      head.write(id, 0, 'latin1');
      head.writeUInt32LE(text.length, 4);
      return Buffer.concat([head, Buffer.from(text, 'latin1'), Buffer.alloc(text.length & 1)]);
    }),
  ]);
}

describe('WAVE', () => {
  test('a bare file gets both kinds of tags, behind all else', () => {
    const file = wavFile({});
    const made = write(file, {
      texts: { title: ['Tïtle'], artist: ['Łukasz'], genre: ['House', 'Techno'], key: ['Am'] },
    });
    expect(names(made)).toEqual(['fmt ', 'data', 'LIST', 'id3 ']);
    expect(made.toString('latin1')).toContain('INAM\x06\0\0\0T\xeftle\0');
    // No Windows-1252: UTF-8.
    expect(made.toString('latin1')).toContain(`IART\x08\0\0\0${Buffer.from('Łukasz').toString('latin1')}\0`);
    expect(made.toString('latin1')).toContain('House / Techno\0');
    expect(read(made).texts).toEqual({ title: ['Tïtle'], artist: ['Łukasz'], genre: ['House / Techno'], key: ['Am'] });
    const gone = write(made, { texts: { title: [], artist: [], genre: [], key: [] } });
    expect(gone.equals(file)).toBe(true);
  });

  test('without INFO asked for none is made, and one that is there does not contradict', () => {
    const texts = { title: ['New'] };
    expect(names(write(wavFile({}), { texts }, { writeRiffInfo: false }))).toEqual(['fmt ', 'data', 'id3 ']);
    const made = write(wavFile({ INAM: 'Old', ISFT: 'Recorder' }), { texts }, { writeRiffInfo: false });
    expect(made.toString('latin1')).not.toContain('Old');
    expect(made.toString('latin1')).toContain('ISFT\x09\0\0\0Recorder\0\0INAM'.slice(0, 16));
  });

  test('a new ID3 tag says all that INFO says', () => {
    const made = write(wavFile({ INAM: 'Title', IART: 'Artist', ISFT: 'x' }), { texts: { album: ['Album'] } });
    const { tags } = { tags: read(wave(['data', sound], ['id3 ', id3ChunkOf(made)])) };
    expect(tags.texts).toEqual({ title: ['Title'], artist: ['Artist'], album: ['Album'] });
    expect(read(made).foreign.map(({ id }) => id)).toEqual(['INFO:ISFT', 'fmt ']);
  });

  test('a list that names only a program gets all that a new one would', () => {
    const tag = id3Tag([latinFrame('TPE1', 'Artist'), latinFrame('TALB', 'Album')]);
    const made = write(wavFile({ ISFT: 'Lavf60' }, tag), { texts: { title: ['Title'] } });
    for (const item of ['INAM\x06\0\0\0Title\0', 'IART\x07\0\0\0Artist\0', 'IPRD\x06\0\0\0Album\0']) {
      expect(made.toString('latin1')).toContain(item);
    }
  });

  test('a text that UTF-8 would read as another one is written as UTF-8', () => {
    const made = write(wavFile({}), { texts: { title: ['Ã©'] } });
    expect(made.toString('latin1')).toContain(`INAM\x05\0\0\0${Buffer.from('Ã©').toString('latin1')}`);
  });

  test('chunks of other programs stay byte for byte, in their order, odd ones padded', () => {
    const file = wave(
      ['bext', noise(2, 603)],
      ['data', sound],
      ['cue ', noise(3, 28)],
      ['LIST', Buffer.concat([Buffer.from('adtl'), noise(4, 20)])],
      ['id3 ', id3Tag([latinFrame('TIT2', 'Old')])],
      ['smpl', noise(5, 37)],
      ['iXML', noise(6, 11)],
    );
    const made = write(file, { texts: { title: ['A longer title than the old one'] } });
    const others = (of: Buffer) => chunksIn(of).filter((chunk) => !/^(id3 |LIST (?!24))/.test(chunk));
    expect(others(made)).toEqual(others(file));
    expect(names(made)).toEqual(['fmt ', 'bext', 'data', 'cue ', 'LIST', 'id3 ', 'smpl', 'iXML', 'LIST']);
    expect(read(file).foreign.map(({ id }) => id)).toEqual(['fmt ', 'bext', 'cue ', 'LIST', 'smpl', 'iXML']);
  });

  test('tags before the sound keep their length where they can', () => {
    const file = wave(
      ['LIST', info(['INAM', 'A title of some length'], ['ISFT', 'x'])],
      ['id3 ', id3Tag([latinFrame('TIT2', 'A title of some length')])],
      ['data', sound],
    );
    const made = write(file, { texts: { title: ['Short'] } });
    expect(made).toHaveLength(file.length);
    expect(read(made).texts).toEqual({ title: ['Short'] });
  });

  test('a size of the whole that was wrong is set right', () => {
    const file = wavFile({ INAM: 'Old' });
    for (const size of [0, 0xffffffff, file.length + 100]) {
      file.writeUInt32LE(size, 4);
      expect(chunksIn(write(file, { texts: { title: ['New'] } })).at(-1)).toMatch(/^id3 /);
    }
  });

  test('a last chunk without the byte that makes it even gets it', () => {
    const file = wave(['data', sound.subarray(0, 3999)]);
    const cut = file.subarray(0, -1);
    expect(names(write(cut, { texts: { title: ['x'] } }))).toEqual(['fmt ', 'data', 'LIST', 'id3 ']);
    const list = wave(['data', sound], ['LIST', Buffer.concat([info(['ISFT', 'x']).subarray(0, -1)])]).subarray(0, -1);
    expect(names(write(list, { texts: { title: ['x'] } }))).toEqual(['fmt ', 'data', 'LIST', 'id3 ']);
  });

  test('what stands behind the last chunk stays there', () => {
    const file = Buffer.concat([wavFile({}), Buffer.from('TAG of an old player'), Buffer.alloc(108)]);
    const made = write(file, { texts: { title: ['x'] } });
    expect(made.subarray(-128).equals(file.subarray(-128))).toBe(true);
    expect(read(made).foreign.map(({ id }) => id)).toEqual(['fmt ', 'REST']);
  });

  test('a second ID3 chunk does not contradict the first', () => {
    const second = id3Tag([latinFrame('TIT2', 'Other'), latinFrame('TALB', 'Album')]);
    const file = wave(['data', sound], ['ID3 ', id3Tag([latinFrame('TPE1', 'x')])], ['id3 ', second]);
    const made = write(file, { texts: { title: ['Title'] } });
    expect(read(made).texts).toEqual({ title: ['Title'], artist: ['x'], album: ['Album'] });
    expect(made.toString('latin1')).not.toContain('Other');
  });

  test.each([0xffffffff, 0])('RF64 keeps its sizes in 64 bits (beside them %i)', (noted) => {
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(BigInt(sound.length), 8);
    const file = iffFile('RF64', 'WAVE', [
      ['ds64', sizes],
      ['fmt ', format],
      ['data', sound],
    ]);
    file.writeUInt32LE(noted === 0 ? file.length - 8 : noted, 4);
    file.writeUInt32LE(0xffffffff, file.indexOf('data') + 4);
    file.writeBigUInt64LE(BigInt(file.length - 8), 20);
    const made = write(file, { texts: { title: ['x'] } });
    expect(names(made)).toEqual(['ds64', 'fmt ', 'data', 'LIST', 'id3 ']);
    expect(made.readUInt32LE(4)).toBe(noted === 0 ? made.length - 8 : noted);
    expect(Number(made.readBigUInt64LE(20))).toBe(made.length - 8);
  });

  test.each<[string, (file: Buffer) => Buffer]>([
    ['the sound has no length', (file) => withDataSize(file, 0)],
    ['the sound has the largest length', (file) => withDataSize(file, 0xffffffff)],
    ['the sound is cut off', (file) => withDataSize(file, 100_000)],
    ['an ID3 chunk holds something else', () => wave(['data', sound], ['id3 ', noise(1, 50)])],
    ['a list is damaged', () => wave(['data', sound], ['LIST', Buffer.from('INFOINAM\xff\0\0\0x', 'latin1')])],
    ['a chunk is not padded', () => Buffer.concat([wave(['bext', noise(2, 3)], ['data', sound])]).subarray(0)],
  ])('is left alone where %s', (why, damage) => {
    let file = damage(wave(['data', sound], ['smpl', noise(9, 40)]));
    if (why === 'a chunk is not padded') {
      const at = file.indexOf('data') - 1;
      file = Buffer.concat([file.subarray(0, at), file.subarray(at + 1)]);
    }
    expect(() => write(file, { texts: { title: ['x'] } })).toThrow(
      expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
    );
    read(file);
  });

  test('does not grow past 4 GB', () => {
    const head = wave(['data', sound]);
    const sizeBytes = 0xffffffff;
    head.writeUInt32LE(sizeBytes - 44, head.indexOf('data') + 4);
    class Huge extends MemoryWindow {
      override readonly sizeBytes = sizeBytes;
      override bytes(offset: number, length: number): Buffer {
        return offset < head.length ? head.subarray(offset, offset + length) : Buffer.alloc(0);
      }
    }
    const changes = { texts: { title: ['x'] }, custom: {} };
    expect(() => riffTags.planTags(new Huge(head), changes, { id3Version: 3, writeRiffInfo: true })).toThrow(
      expect.objectContaining({ code: 'TAGS_UNWRITABLE' }),
    );
  });
});

function withDataSize(file: Buffer, size: number): Buffer {
  const changed = Buffer.from(file);
  changed.writeUInt32LE(size, changed.indexOf('data') + 4);
  return changed;
}

function id3ChunkOf(file: Buffer): Buffer {
  const { chunks } = chunkFile(new MemoryWindow(file), true);
  const chunk = chunks.find(({ id }) => id === 'id3 ')!;
  return file.subarray(chunk.bodyStart, chunk.bodyStart + chunk.bodyBytes);
}

describe('AIFF', () => {
  const change = (file: Buffer, changes: Changes, options: Options = {}) => written(aiffTags, file, changes, options);

  test('a bare file gets an ID3 chunk, and loses it with its last field', () => {
    const file = aiffFile();
    const made = change(file, { texts: { title: ['Tïtle'] } });
    expect(names(made, false)).toEqual(['COMM', 'SSND', 'ID3 ']);
    expect(tagsIn(aiffTags, made).texts).toEqual({ title: ['Tïtle'] });
    expect(change(made, { texts: { title: [] } }).equals(file)).toBe(true);
  });

  test('chunks of text are changed where they are, and all others stay', () => {
    const file = iffFile('FORM', 'AIFC', [
      ['NAME', Buffer.from('Old')],
      ['FVER', noise(1, 4)],
      ['COMM', aiffFile().subarray(20, 38)],
      ['ANNO', Buffer.from('first')],
      ['ANNO', Buffer.from('second')],
      ['SSND', Buffer.concat([Buffer.alloc(8), noise(2, 1000)])],
      ['MARK', noise(3, 9)],
    ]);
    expect(tagsIn(aiffTags, file).texts).toEqual({ title: ['Old'] });
    const made = change(file, { texts: { title: ['New title'], artist: ['Artist'] } });
    expect(names(made, false)).toEqual(['NAME', 'FVER', 'COMM', 'ANNO', 'ANNO', 'SSND', 'MARK', 'ID3 ']);
    expect(chunksIn(made, false)[0]).toBe('NAME 9');
    expect(tagsIn(aiffTags, made).texts).toEqual({ title: ['New title'], artist: ['Artist'] });
  });
});
