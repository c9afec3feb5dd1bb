import type { KeyFindings } from '#shared/findings.ts';
import { camelotNumber, keyMode, type MusicKey, pitchOfKey } from '#shared/music-key.ts';

/** How two keys stand to each other: what makes them easy to confuse. */
export type KeyKinship = 'relative' | 'parallel' | 'fifth' | 'far';

export function keyKinship(key: MusicKey, other: MusicKey): KeyKinship {
  const isSameMode = keyMode(key) === keyMode(other);
  if (!isSameMode && camelotNumber(key) === camelotNumber(other)) return 'relative';
  if (!isSameMode && pitchOfKey(key) === pitchOfKey(other)) return 'parallel';
  const steps = Math.abs(camelotNumber(key) - camelotNumber(other));
  return isSameMode && (steps === 1 || steps === 11) ? 'fifth' : 'far';
}

/** A plain reason for a key; each is a fact of the data. */
export type KeyReason =
  | { code: 'bothMethods' | 'profiles' | 'secondMethod' | 'tag' | 'ownKey' }
  | { code: 'relative' | 'parallel' | 'fifth' | 'far'; of: MusicKey }
  | { code: 'part'; share: number };

/** At most two reasons for a key: where it comes from, then what speaks for it. */
export function keyReasons(key: MusicKey, findings: KeyFindings, tagKey: MusicKey | null): KeyReason[] {
  const support = supportFor(key, findings, tagKey);
  return support ? [originOf(key, findings), support] : [originOf(key, findings)];
}

function originOf(key: MusicKey, { candidates, opinions }: KeyFindings): KeyReason {
  const best = candidates[0]?.key;
  const heard = opinions.filter((opinion) => opinion.key === key);
  if (heard.length > 1) return { code: 'bothMethods' };
  if (best !== undefined && key !== best) return { code: keyKinship(key, best), of: best };
  if (heard[0]) return { code: heard[0].method === 'profiles' ? 'profiles' : 'secondMethod' };
  return best === key ? { code: 'profiles' } : { code: 'ownKey' };
}

function supportFor(key: MusicKey, { opinions, segments }: KeyFindings, tagKey: MusicKey | null): KeyReason | null {
  if (tagKey === key) return { code: 'tag' };
  const length = segments.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  const own = segments.reduce((sum, segment) => sum + (segment.key === key ? segment.endMs - segment.startMs : 0), 0);
  if (segments.length > 1 && length > 0) return { code: 'part', share: own / length };
  const second = opinions.find(({ method }) => method === 'essentia');
  return second?.key === key ? { code: 'secondMethod' } : null;
}

/** Pitch classes of the key's triad, the root first. */
export function triadOf(key: MusicKey): [number, number, number] {
  const root = pitchOfKey(key);
  return [root, (root + (keyMode(key) === 'minor' ? 3 : 4)) % 12, (root + 7) % 12];
}

const sharpNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'] as const;
const flatNames = ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'G♭', 'G', 'A♭', 'A', 'B♭', 'B'] as const;
/** Major keys written with sharps; a minor key is written as its relative major. */
const sharpMajors = new Set([7, 2, 9, 4, 11, 6]);

/** Names of the twelve pitches as the key writes them, C first. */
export function pitchNames(key: MusicKey | null): readonly string[] {
  if (key === null) return sharpNames;
  const major = keyMode(key) === 'major' ? pitchOfKey(key) : (pitchOfKey(key) + 3) % 12;
  return sharpMajors.has(major) ? sharpNames : flatNames;
}

/** The tonic in words: `F`, `A♭`. */
export function tonicName(key: MusicKey): string {
  return pitchNames(key)[pitchOfKey(key)]!;
}
