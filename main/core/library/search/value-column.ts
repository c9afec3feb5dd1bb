import { type FlagCondition, fieldDefinition, type QueryField } from '#shared/query/fields.ts';
import type { Match } from '#shared/query/query-types.ts';
import { Bitset } from './bitset.ts';
import { flagOf } from './compile-query.ts';

export type Value = string | number | null;

/** A column with few different values: each of them once, and which one stands at each position. */
export type ValueColumn = { values: Value[]; codes: Uint16Array };

/** More different values than a code can name: the column is not kept. */
export const maxValues = 2 ** 16;

/**
 * Columns that no index has and that flags and numbers ask for, with what is read of them. Of some only matters whether
 * there is something.
 */
export const valueSources = {
  folder_id: 'folder_id',
  is_lossless: 'is_lossless',
  locked: 'locked',
  review: 'review',
  has_edits: 'has_edits',
  quality_verdict: 'quality_verdict',
  mood: 'mood',
  analysis_state: 'analysis_state',
  sample_rate: 'sample_rate',
  bit_depth: 'bit_depth',
  channels: 'channels',
  voice: 'voice',
  loudness_range: 'loudness_range',
  track_number: 'track_number',
  disc_number: 'disc_number',
  artwork_hash: `iif(artwork_hash IS NULL, NULL, '')`,
  missing_since: 'iif(missing_since IS NULL, NULL, 1)',
  inbox_at: 'iif(inbox_at IS NULL, NULL, 1)',
  bpm_confidence: 'iif(bpm_confidence IS NULL, NULL, 1)',
  comment: `iif(comment = '', '', 'x')`,
  genre: `iif(genre = '', '', 'x')`,
} as const;
export type ValueSource = keyof typeof valueSources;

export const valueSourceNames = Object.keys(valueSources) as ValueSource[];

/** The columns whose values are kept as they are, so that ranges can be asked of them. */
const numbers: ReadonlySet<string> = new Set([
  ...['sample_rate', 'bit_depth', 'channels', 'voice', 'loudness_range', 'track_number', 'disc_number'],
]);

/** Of which column and values a match is true; a list where any of several is enough; null where columns do not tell. */
export type ValueTest = { source: ValueSource; accepts: (value: Value) => boolean };

export function valueTests(field: QueryField, match: Match): ValueTest[] | null {
  const definition = fieldDefinition(field);
  if (match.kind === 'folders') {
    const wanted = new Set<Value>(match.folders);
    return [{ source: 'folder_id', accepts: (value) => wanted.has(value) }];
  }
  if (match.kind === 'flag') return flagTests(flagOf(definition, match.name));
  if (definition.kind === 'text' && isSource(definition.column)) {
    const source = definition.column;
    if (match.kind === 'empty') return [{ source, accepts: (value) => value === '' }];
    return match.kind === 'present' ? [{ source, accepts: (value) => value !== '' }] : null;
  }
  if (definition.kind !== 'number' || !numbers.has(definition.column)) return null;
  const source = definition.column as ValueSource;
  switch (match.kind) {
    case 'empty':
      return [{ source, accepts: (value) => value === null }];
    case 'present':
      return [{ source, accepts: (value) => value !== null }];
    case 'range': {
      const { min, max, minExcluded, maxExcluded } = match;
      const isAbove = (value: number) => min === null || (minExcluded ? value > min : value >= min);
      const isBelow = (value: number) => max === null || (maxExcluded ? value < max : value <= max);
      return [{ source, accepts: (value) => typeof value === 'number' && isAbove(value) && isBelow(value) }];
    }
    default:
      return null;
  }
}

function isSource(column: string): column is ValueSource {
  return Object.hasOwn(valueSources, column);
}

function flagTests(flag: FlagCondition): ValueTest[] | null {
  if (flag.test === 'either') {
    const tests = flag.conditions.map(flagTests);
    return tests.includes(null) ? null : tests.flatMap((each) => each ?? []);
  }
  if (!('column' in flag) || !isSource(flag.column)) return null;
  const source = flag.column;
  switch (flag.test) {
    case 'present':
      return [{ source, accepts: (value) => value !== null }];
    case 'notEmpty':
      return [{ source, accepts: (value) => value !== '' }];
    case 'notZero':
      return [{ source, accepts: (value) => value !== 0 }];
    case 'equals':
      return [{ source, accepts: (value) => value === flag.value }];
    case 'bits':
      return [{ source, accepts: (value) => (Number(value) & flag.value) !== 0 }];
    case 'holds':
      return [{ source, accepts: (value) => String(value).split(' ').includes(flag.value) }];
    default:
      return null;
  }
}

/** The positions whose value is accepted. */
export function findInValues({ values, codes }: ValueColumn, accepts: (value: Value) => boolean): Bitset {
  const accepted = Uint8Array.from(values, (value) => (accepts(value) ? 1 : 0));
  const found = new Bitset(codes.length);
  for (let position = 0; position < codes.length; position++) if (accepted[codes[position]!] === 1) found.add(position);
  return found;
}
