import { type Db, prepare } from '#core/db/query.ts';
import type { Tracklist } from '#shared/contract/tracklists.ts';
import { readDate } from '#shared/tracklist/about-lines.ts';
import { plainText, textLikeness } from './text-likeness.ts';

/** What a list says of the recording it is about. */
export type WantedMix = Pick<Tracklist, 'name' | 'artist' | 'event' | 'venue' | 'date'> & {
  /** Null where no entry has a time. */
  durationMs: number | null;
  /** The last start: no recording is shorter. */
  lastStartMs: number;
};

/** What a file says of itself. */
export type MixFile = {
  title: string;
  artist: string;
  album: string;
  fileName: string;
  year: number | null;
  durationMs: number | null;
};

const weights = { title: 0.3, artist: 0.25, duration: 0.25, date: 0.1, event: 0.1 };
const leastBytes = 1_000_000;
/** What is shorter is a track, not a mix of some. */
const leastMs = 10 * 60_000;
const leastScore = 0.3;
export const sureMixScore = 0.9;

/** 0.9 very high, 0.7 high, 0.5 medium, 0.3 low. */
export function bandOf(score: number): 'veryHigh' | 'high' | 'medium' | 'low' {
  if (score >= 0.9) return 'veryHigh';
  return score >= 0.7 ? 'high' : score >= 0.5 ? 'medium' : 'low';
}

/** How likely a file is the recording of a list, 0 to 1, by what the list knows. */
export function scoreMix(wanted: WantedMix, file: MixFile): number {
  const { name, artist, event, venue, date } = wanted;
  const called = [file.title, file.fileName.replace(/\.[^.]{1,5}$/, '')];
  const best = (text: string, others: readonly string[]) => Math.max(...others.map((each) => textLikeness(text, each)));
  const described = [artist, event, venue, date].filter((text) => text !== '').join(' ');
  const parts: [number, number][] = [];
  const titles = [name, described].filter((text) => plainText(text) !== '');
  if (titles.length > 0) parts.push([weights.title, Math.max(...titles.map((text) => best(text, called)))]);
  if (artist !== '') parts.push([weights.artist, best(artist, [file.artist, ...called])]);
  if (event !== '') parts.push([weights.event, best(event, [file.album, ...called])]);
  parts.push([weights.duration, scoreDuration(wanted.durationMs, file.durationMs)]);
  parts.push([weights.date, scoreDate(date, dateOf(file))]);
  const sum = parts.reduce((total, [weight, score]) => total + weight * score, 0);
  const whole = parts.reduce((total, [weight]) => total + weight, 0);
  return Math.round((sum / whole) * 1000) / 1000;
}

/** Falls with the difference and never rises again; 0.5 where one side has none. */
export function scoreDuration(one: number | null, other: number | null): number {
  if (one === null || other === null || one <= 0 || other <= 0) return 0.5;
  const apart = Math.abs(one - other) / Math.max(one, other);
  if (apart <= 0.02) return 1;
  if (apart <= 0.05) return 0.9;
  if (apart <= 0.1) return 0.7;
  return apart <= 0.2 ? 0.5 : Math.min(0.5, 1 - apart);
}

/** By days between; 0.5 where one side has none. Years alone say little. */
export function scoreDate(one: string, other: string): number {
  if (one === '' || other === '') return 0.5;
  if (one.length < 10 || other.length < 10) return one.slice(0, 4) === other.slice(0, 4) ? 0.5 : 0.1;
  const days = Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000;
  if (Number.isNaN(days)) return 0.5;
  if (days < 1) return 1;
  if (days <= 1) return 0.9;
  if (days <= 7) return 0.7;
  if (days <= 30) return 0.5;
  return days <= 365 ? 0.3 : 0.1;
}

function dateOf({ title, fileName, album, year }: MixFile): string {
  return (
    readDate(title) || readDate(fileName.replaceAll('_', ' ')) || readDate(album) || (year === null ? '' : String(year))
  );
}

type MixRow = MixFile & { id: number };

/** The files that may be the recording of a list, the likeliest first. */
export function findMixes(db: Db, wanted: WantedMix, count: number): { trackId: number; score: number }[] {
  const least = wanted.lastStartMs > 0 ? Math.min(leastMs, wanted.lastStartMs) : leastMs;
  const rows = prepare(
    db,
    `SELECT id, title, artist, album, file_name AS fileName, year, duration_ms AS durationMs FROM track
     WHERE size_bytes >= ${leastBytes} AND (duration_ms IS NULL OR duration_ms >= ?) AND missing_since IS NULL`,
  ).iterate(least) as Iterable<MixRow>;
  const found: { trackId: number; score: number }[] = [];
  for (const row of rows) {
    const score = scoreMix(wanted, row);
    if (score >= leastScore) found.push({ trackId: row.id, score });
  }
  return found.sort((one, other) => other.score - one.score || one.trackId - other.trackId).slice(0, count);
}
