import type { KeyFindings, SegmentFindings } from '#shared/findings.ts';
import { formatKey, type KeyNotation } from '#shared/music-key.ts';
import type { Text } from '../../../messages/use-text.ts';
import { formatPosition, keyColours } from '../../tracks/index.ts';
import type { Stretch } from './stretch-strip.tsx';

/** Sections of a piece for drawing: those with the most going on are drawn strong. */
export function sectionStretches(segments: SegmentFindings, text: Text): Stretch[] {
  // Where all parts are of one kind, its name says nothing.
  const hasNames = segments.some(({ kind }) => kind !== segments[0]?.kind);
  return segments.map(({ startMs, endMs, kind }) => {
    const name = text(`tracks.section.${kind}`);
    return {
      startMs,
      endMs,
      label: hasNames ? name : '',
      description: describe(name, startMs, endMs, text),
      isStrong: kind === 'drop' || kind === 'body',
    };
  });
}

/** Stretches of one key; neighbours of the same key are one. */
export function keyStretches(segments: KeyFindings['segments'], notation: KeyNotation, text: Text): Stretch[] {
  return mergeKeys(segments).map(({ startMs, endMs, key }) => {
    const name = formatKey(key, notation);
    return {
      startMs,
      endMs,
      label: name,
      description: describe(name, startMs, endMs, text),
      style: keyColours(key),
    };
  });
}

function describe(name: string, startMs: number, endMs: number, text: Text): string {
  return text('inspector.stretch', { name, from: formatPosition(startMs), to: formatPosition(endMs) });
}

export function mergeKeys(segments: KeyFindings['segments']): KeyFindings['segments'] {
  const merged: KeyFindings['segments'] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last?.key === segment.key) merged[merged.length - 1] = { ...last, endMs: segment.endMs };
    else merged.push(segment);
  }
  return merged;
}
