import type { DuplicateFact, DuplicateFile, DuplicateGains } from '#shared/contract/library/duplicates.ts';
import type { Text } from '../../messages/use-text.ts';
import {
  formatBitrate,
  formatCount,
  formatDay,
  formatDecibels,
  formatKilohertz,
  formatLength,
  formatName,
} from '../tracks/index.ts';
import type { DuplicateDetails } from './duplicates-data.ts';

/** Tags named one by one; more are counted. */
const mostTags = 4;

/** What a file has of a fact; null where it has none, as of a rating. */
export function factText(fact: DuplicateFact, file: DuplicateFile, text: Text): string | null {
  const { track } = file;
  switch (fact) {
    case 'format':
      return formatName(track.format, track.codec);
    case 'resolution':
      return resolutionText(file, text);
    case 'bitrate':
      return track.bitrate === null ? null : text('duplicates.kilobits', { rate: formatBitrate(track.bitrate) });
    case 'bandwidth':
      return bandwidthText(file, text);
    case 'peak':
      return peakText(file, text);
    case 'length':
      return track.durationMs === null ? null : exactLength(track.durationMs);
    case 'tags':
      return tagsText(file, text);
    case 'edits':
      return file.edits.length === 0 ? null : joined(file.edits.map((edit) => text(`duplicates.edit.${edit}`)));
    case 'rating':
      return track.rating === 0 ? null : text('duplicates.stars', { count: track.rating });
    case 'plays':
      return formatCount(file.plays);
    case 'added':
      return formatDay(track.addedAt, Date.now());
  }
}

function resolutionText({ bitDepth, effectiveBits, sampleRate }: DuplicateFile, text: Text): string | null {
  if (sampleRate === null) return null;
  const rate = formatKilohertz(sampleRate);
  if (bitDepth === null) return text('duplicates.rate', { rate });
  if (effectiveBits === null || effectiveBits >= bitDepth) return text('duplicates.bits', { bits: bitDepth, rate });
  return text('duplicates.paddedBits', { bits: bitDepth, used: effectiveBits, rate });
}

function bandwidthText({ bandwidthHz, verdict }: DuplicateFile, text: Text): string | null {
  if (bandwidthHz === null) return null;
  const kilohertz = formatKilohertz(bandwidthHz);
  if (verdict === 'transcode') return text('duplicates.reencoded', { kilohertz });
  return text(verdict === 'uncertain' ? 'duplicates.maybeReencoded' : 'duplicates.reaches', { kilohertz });
}

function peakText({ truePeakDb, clippedRuns }: DuplicateFile, text: Text): string | null {
  if (truePeakDb === null) return null;
  const peak = `${truePeakDb > 0 ? '+' : ''}${formatDecibels(truePeakDb)}`;
  if (clippedRuns !== null && clippedRuns > 0) return text('duplicates.peakClipped', { peak, count: clippedRuns });
  return text(truePeakDb > 0 ? 'duplicates.peakOver' : 'duplicates.peakFine', { peak });
}

/** To the millisecond: copies differ by little. */
function exactLength(durationMs: number): string {
  const rest = Math.round(durationMs) % 1000;
  return `${formatLength(Math.round(durationMs) - rest)}.${String(rest).padStart(3, '0')}`;
}

function tagsText({ tags }: DuplicateFile, text: Text): string | null {
  const names = tags.map((tag) => text(`duplicates.tag.${tag}`));
  if (names.length === 0) return null;
  if (names.length <= mostTags + 1) return capitalised(joined(names));
  const first = capitalised(joined(names.slice(0, mostTags)));
  return text('duplicates.moreTags', { tags: first, count: names.length - mostTags });
}

/** What the kept file gets, in words; empty where it has it all. */
export function gainTexts({ rating, plays, edits, tags }: DuplicateGains, text: Text): string[] {
  return [
    ...edits.map((edit) => text('duplicates.gain.edit', { edit: text(`duplicates.edit.${edit}`) })),
    ...(rating === null ? [] : [text('duplicates.gain.rating', { count: rating })]),
    ...(plays === 0 ? [] : [text('duplicates.gain.plays', { count: plays })]),
    ...tags.map((tag) => text('duplicates.gain.tag', { tag: text(`duplicates.tag.${tag}`) })),
  ];
}

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** How alike the files of a group are, as a sentence. */
export function alikeText({ kind, likeness, fileCount }: DuplicateDetails, text: Text): string {
  if (kind === 'exact') return text('duplicates.alike.exact', { count: fileCount });
  if (likeness === null) return text('duplicates.alike.unknown');
  // Rounded down: what is not quite the same is not the same to 100 %.
  const share = `${oneDecimal.format(Math.floor(likeness * 1000) / 10)} %`;
  return text(kind === 'recording' ? 'duplicates.alike.recording' : 'duplicates.alike.maybe', {
    count: fileCount,
    share,
  });
}

function capitalised(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function joined(words: readonly string[]): string {
  return words.join(', ');
}
