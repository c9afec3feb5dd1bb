import type { TrackRow } from '#shared/contract/library/tracks.ts';

/** How figures read in tables and sums; the same in every part of the window. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const atMostOneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const dayInYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayWithYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' });
const dayAndTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function formatCount(count: number): string {
  return wholeNumber.format(count);
}

export function formatBpm(bpm: number): string {
  return oneDecimal.format(bpm);
}

/** With the true minus sign, as figures in columns have it. */
export function formatDecibels(value: number): string {
  return oneDecimal.format(value).replace('-', '−');
}

/** `m:ss`, and `h:mm:ss` from an hour on. */
export function formatLength(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / second));
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** A place in a track: whole seconds that have passed, not rounded up. */
export function formatPosition(positionMs: number): string {
  return formatLength(Math.floor(Math.max(0, positionMs) / second) * second);
}

/** A moment in a track to the hundredth: `1:04.25`. */
export function formatMoment(positionMs: number): string {
  const hundredths = Math.max(0, Math.round(positionMs / 10));
  return `${formatLength(Math.floor(hundredths / 100) * second)}.${String(hundredths % 100).padStart(2, '0')}`;
}

/** The two largest units of a long time: `3 d 21 h`, `15 h 42 min`; `m:ss` under an hour. */
export function formatTotalTime(durationMs: number): string {
  if (durationMs < hour) return formatLength(durationMs);
  const minutes = Math.round(durationMs / minute);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return `${wholeNumber.format(days)} d ${hours % 24} h`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units, one decimal under a hundred: `68.4 MB`, `214 MB`. */
export function formatBytes(sizeBytes: number): string {
  let value = sizeBytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  const figure = unit === 0 || value >= 99.95 ? wholeNumber.format(value) : oneDecimal.format(value);
  return `${figure} ${byteUnits[unit]}`;
}

export function formatBitrate(bitsPerSecond: number): string {
  return wholeNumber.format(bitsPerSecond / 1000);
}

/** The day, with its year where that is not this one. */
export function formatDay(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (isThisYear ? dayInYear : dayWithYear).format(at);
}

export function formatDayAndTime(at: number): string {
  return dayAndTime.format(at);
}

export function formatTime(at: number): string {
  return timeOfDay.format(at);
}

export function isSameDay(first: number, second: number): boolean {
  return new Date(first).toDateString() === new Date(second).toDateString();
}

export function formatPercent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Energy on a scale of 1 to 10, from the percent that the library keeps; `energy:7` finds the same tracks. */
export function energyLevel(percent: number): number {
  return Math.max(1, Math.min(10, Math.round(percent / 10)));
}

/** Kilohertz, with a decimal where there is one: `21.8`, `16`. */
export function formatKilohertz(hertz: number): string {
  return atMostOneDecimal.format(hertz / 1000);
}

const formatNames: Readonly<Record<string, string>> = {
  mp3: 'MP3',
  aac: 'AAC',
  flac: 'FLAC',
  wav: 'WAV',
  aiff: 'AIFF',
  wma: 'WMA',
  asf: 'WMA',
  opus: 'Opus',
  ape: 'APE',
  wavpack: 'WavPack',
  musepack: 'Musepack',
  dsf: 'DSD',
  dff: 'DSD',
  tta: 'TTA',
  matroska: 'MKA',
  caf: 'CAF',
  amr: 'AMR',
  au: 'AU',
};

/** What a listener calls the format: by its codec where the container holds several. */
export function formatName(format: string, codec: string): string {
  const name = codec.toLowerCase();
  if (format === 'ogg' && name.includes('opus')) return 'Opus';
  if (format === 'ogg' && name.includes('flac')) return 'FLAC';
  if (format === 'ogg') return 'Ogg';
  if (format === 'm4a' || format === 'mp4') return name.includes('alac') ? 'ALAC' : 'AAC';
  return formatNames[format] ?? format.toUpperCase();
}

/** `FLAC`, or `MP3 320`: a lossy format says at how many kilobits a second. */
export function formatQuality(row: Pick<TrackRow, 'format' | 'codec' | 'isLossless' | 'bitrate'>): string {
  const name = formatName(row.format, row.codec);
  if (row.isLossless || row.bitrate === null) return name;
  return `${name} ${Math.round(row.bitrate / 1000)}`;
}
