import { readFileSync } from 'node:fs';
import {
  aiffFile,
  type Comments,
  flacFile,
  mp3File,
  noise,
  opusFile,
  uint32be,
  vorbisFile,
  wavFile,
} from './audio-files.ts';
import {
  apeTag,
  type Id3Frame,
  id3Tag,
  id3v1Tag,
  latinFrame,
  ratingFrame,
  syncSafe,
  textFrame,
  userTextFrame,
} from './id3-tag.ts';
import { atom, mp4File } from './mp4-file.ts';

export type FileInput = { name: string; bytes(): Buffer };
/** `stripped` is the same music without the data of other programs. */
export type ForeignFile = FileInput & { stripped(): Buffer };

const songs = [
  'night-bus.mp3',
  'glass-garden-edit.aac',
  'paper-boats.flac',
  'night-bus-dub.ogg',
  'paper-boats-live.opus',
  'glass-garden.m4a',
  'slow-lanterns-alac.m4a',
  'harbour-lights-16.wav',
  'harbour-lights-24.wav',
  'harbour-lights-extensible.wav',
  'harbour-lights-rf64.wav',
  'harbour-lights.aiff',
];

/** Music in every format that tags are written to: real songs, and files full of what other programs keep in them. */
export function fileInputs(): FileInput[] {
  const real = songs.map((name) => ({
    name,
    bytes: () => readFileSync(new URL(`../../../e2e/audio/${name}`, import.meta.url)),
  }));
  const bare = { name: 'bare.mp3', bytes: () => mp3File(Buffer.alloc(0)) };
  return [...real, bare, { name: 'old-2.2.mp3', bytes: () => mp3File(oldId3Tag()) }, ...foreignFiles()];
}

/** Files with data of Serato, Traktor, rekordbox and programs that nobody knows. */
export function foreignFiles(): ForeignFile[] {
  const tail = id3v1Tag('Old', 'Artist');
  const gain = apeTag({ MP3GAIN_UNDO: '+2,+2,N' });
  return [
    {
      name: 'dj-2.3.mp3',
      bytes: () => mp3File(id3Tag(foreignFrames(), { paddingBytes: 100 })),
      stripped: () => mp3File(id3Tag(plainFrames)),
    },
    {
      name: 'dj-2.4.mp3',
      bytes: () => mp3File(id3Tag(foreignFrames(), { version: 4 }), {}, tail),
      stripped: () => mp3File(id3Tag(plainFrames, { version: 4 }), {}, tail),
    },
    {
      name: 'ape.mp3',
      bytes: () => mp3File(id3Tag(foreignFrames()), {}, gain),
      stripped: () => mp3File(id3Tag(plainFrames), {}, gain),
    },
    { name: 'dj.flac', bytes: djFlac, stripped: () => flacFile(djComments) },
    { name: 'dj.ogg', bytes: () => vorbisFile(djComments), stripped: () => vorbisFile(plainComments) },
    { name: 'dj.opus', bytes: () => opusFile(djComments), stripped: () => opusFile(plainComments) },
    {
      name: 'dj.m4a',
      bytes: djMp4,
      stripped: () =>
        mp4File({ text: { '©nam': 'Old title', '©too': 'An encoder' }, freeform: { SERATO: 'x' }, tempo: 127 }),
    },
    { name: 'dj.wav', bytes: djWave, stripped: () => wavFile({ INAM: 'Old title' }, id3Tag(plainFrames)) },
    { name: 'dj.aiff', bytes: djAiff, stripped: () => aiffFile(id3Tag(plainFrames)) },
  ];
}

/** ID3v2.2, as iTunes wrote it for years. */
function oldId3Tag(): Buffer {
  const frame = (id: string, body: Uint8Array) =>
    Buffer.concat([Buffer.from(id), uint32be(body.length).subarray(1), body]);
  const frames = Buffer.concat([
    frame('TT2', Buffer.from('\0Old title')),
    frame('TCO', Buffer.from('\0Heavy Metal')),
    frame('TYE', Buffer.from('\x002011')),
    frame('TBP', Buffer.from('\x00180')),
    frame('ULT', Buffer.from('\0eng\0Lyrics')),
    frame('COM', Buffer.from('\0engiTunNORM\0 0000')),
    frame('PIC', Buffer.concat([Buffer.from('\0PNG\0\0', 'latin1'), noise(20, 700)])),
    frame('TST', Buffer.from('\0Sort name')),
  ]);
  return Buffer.concat([Buffer.from('ID3\x02\0\0', 'latin1'), syncSafe(frames.length), frames]);
}

const plainFrames: Id3Frame[] = [
  textFrame('TIT2', 'Old title'),
  latinFrame('TCON', '(17)'),
  latinFrame('TBPM', '127.99'),
  ratingFrame('traktor@native-instruments.de', 153),
  userTextFrame('SERATO_PLAYCOUNT', '7'),
];

function foreignFrames(): Id3Frame[] {
  const object = (name: string, bytes: Uint8Array) => ({
    id: 'GEOB',
    body: Buffer.concat([Buffer.from(`\0application/octet-stream\0\0${name}\0`, 'latin1'), bytes]),
  });
  return [
    ...plainFrames,
    object('Serato Markers2', Buffer.concat([Buffer.from([1, 1]), Buffer.from(noise(1, 400).toString('base64'))])),
    object('Serato BeatGrid', noise(2, 60)),
    object('Serato Overview', noise(3, 3842)),
    { id: 'PRIV', body: Buffer.concat([Buffer.from('TRAKTOR4\0', 'latin1'), noise(4, 900)]) },
    { id: 'UFID', body: Buffer.concat([Buffer.from('http://musicbrainz.org\0', 'latin1'), noise(5, 36)]) },
    { id: 'XQZ1', body: noise(6, 77) },
    { id: 'PCNT', body: Buffer.from([0, 0, 0, 42]) },
  ];
}

const djComments: Comments = [
  ['TITLE', 'Old title'],
  ['SERATO_MARKERS_V2', noise(1, 300).toString('base64')],
  ['TRAKTOR4', noise(2, 300).toString('base64')],
  ['Ünïcode=with an equals sign', 'kept'],
  ['TITLE', 'A second title'],
];

const plainComments: Comments = djComments.filter(([name]) => !/^(SERATO|TRAKTOR)/.test(name));

/** With blocks before and behind the comments. */
function djFlac(): Buffer {
  const plain = flacFile(djComments);
  const block = (type: number, body: Uint8Array) =>
    Buffer.concat([Buffer.from([type]), uint32be(body.length).subarray(1), body]);
  const infoEnd = 4 + 4 + 34;
  return Buffer.concat([
    plain.subarray(0, infoEnd),
    block(3, noise(8, 36)),
    block(2, Buffer.concat([Buffer.from('riff'), noise(9, 200)])),
    block(5, Buffer.concat([Buffer.alloc(395), Buffer.from([0])])),
    block(50, noise(10, 33)),
    block(1, Buffer.alloc(64)),
    plain.subarray(infoEnd),
  ]);
}

function djMp4(): Buffer {
  const plain = mp4File({
    text: { '©nam': 'Old title', '©too': 'An encoder', xyzw: 'unknown' },
    freeform: { SERATO: 'x' },
    tempo: 127,
  });
  return Buffer.concat([plain, atom('uuid', noise(11, 50)), atom('free', noise(12, 40))]);
}

function djWave(): Buffer {
  const plain = wavFile({ INAM: 'Old title', ISFT: 'A recorder' }, id3Tag(foreignFrames()));
  const chunk = (id: string, body: Buffer) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(body.length);
    return Buffer.concat([Buffer.from(id), size, body, Buffer.alloc(body.length & 1)]);
  };
  const extra = [
    chunk('bext', noise(13, 602)),
    chunk('cue ', Buffer.alloc(4)),
    chunk('LIST', Buffer.concat([Buffer.from('adtl'), noise(14, 21)])),
    chunk('abcd', noise(15, 33)),
  ];
  const file = Buffer.concat([plain.subarray(0, 36), ...extra, plain.subarray(36)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

function djAiff(): Buffer {
  const plain = aiffFile(id3Tag(foreignFrames()));
  const chunk = (id: string, body: Buffer) =>
    Buffer.concat([Buffer.from(id), uint32be(body.length), body, Buffer.alloc(body.length & 1)]);
  const extra = [
    chunk('APPL', Buffer.concat([Buffer.from('stoc'), noise(16, 31)])),
    chunk('MARK', Buffer.from([0, 0])),
    chunk('NAME', Buffer.from('Old title')),
  ];
  const file = Buffer.concat([plain.subarray(0, 12), ...extra, plain.subarray(12)]);
  file.writeUInt32BE(file.length - 8, 4);
  return file;
}
