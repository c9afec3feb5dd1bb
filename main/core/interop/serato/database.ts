import { parseKey } from '#shared/music-key.ts';
import { emptyForeignTrack, type ForeignTrack } from '../foreign-library.ts';
import { readNumber, readPositive } from '../foreign-values.ts';
import { fieldsOf, seratoText } from './records.ts';

/** A track of `database V2`, or null where it names no file. `root` is what its paths start from, with a slash behind. */
export function readDatabaseTrack(record: Buffer, root: string): ForeignTrack | null {
  const fields = fieldsOf(record);
  const text = (tag: string) => seratoText(fields.get(tag));
  const number = (tag: string) => {
    const data = fields.get(tag);
    return data?.length === 4 ? data.readUInt32BE() : null;
  };
  const path = pathOn(root, text('pfil'));
  if (path === '') return null;
  const bpm = readNumber(text('tbpm'));
  const kilobits = readNumber(/^([\d.]+) ?kbps$/i.exec(text('tbit'))?.[1]);
  const addedS = number('uadd') ?? readPositive(text('tadd'));
  return {
    ...emptyForeignTrack(path),
    path,
    title: text('tsng'),
    artist: text('tart'),
    album: text('talb'),
    genre: text('tgen'),
    label: text('tlbl'),
    comment: text('tcom'),
    grouping: text('tgrp'),
    composer: text('tcmp'),
    remixer: text('trmx'),
    year: yearOf(text('ttyr')),
    trackNumber: number('utkn') || null,
    durationMs: lengthMs(text('tlen')),
    bitrate: kilobits === null ? null : Math.round(kilobits * 1000),
    sampleRate: sampleRate(text('tsmp')),
    bpm: bpm !== null && bpm > 0 && bpm < 1000 ? bpm : null,
    musicalKey: parseKey(text('tkey')),
    playCount: number('utpc'),
    addedAt: addedS ? addedS * 1000 : null,
    colour: colourOfLabel(number('ulbl')),
  };
}

/** A path as Serato writes it, from the root of the drive; 'D:/x' and '/x' say themselves where they start. */
export function pathOn(root: string, written: string): string {
  const path = written.replaceAll('\\', '/');
  if (path === '') return '';
  if (/^[a-z]:\//i.test(path)) return path;
  return `${root}${path.replace(/^\/+/, '')}`;
}

function yearOf(text: string): number | null {
  const year = readPositive(/^\d{4}/.exec(text)?.[0]);
  return year !== null && year < 10_000 ? year : null;
}

/** '02:44.65', '1:02:44'. */
export function lengthMs(text: string): number | null {
  const parts = text.split(':').map((part) => readNumber(part));
  if (parts.length < 2 || parts.length > 3 || parts.some((part) => part === null || part < 0)) return null;
  const seconds = parts.reduce<number>((sum, part) => sum * 60 + (part ?? 0), 0);
  return seconds > 0 && seconds < 1e7 ? Math.round(seconds * 1000) : null;
}

function sampleRate(text: string): number | null {
  const kilohertz = readNumber(/^([\d.]+) ?k/i.exec(text)?.[1]);
  return kilohertz === null ? null : Math.round(kilohertz * 1000);
}

/** White is what a track without a colour has. */
function colourOfLabel(value: number | null): string {
  const colour = (value ?? 0xffffff) & 0xffffff;
  return colour === 0xffffff ? '' : `#${colour.toString(16).padStart(6, '0')}`;
}
