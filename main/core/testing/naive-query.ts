import type { TrackTable } from '#core/db/schema.ts';
import { driveName } from '#core/library/search/drive-name.ts';
import { moods } from '#shared/findings.ts';
import { foldText, wordsOf } from '#shared/fold-text.ts';
import { fieldDefinition, type QueryField } from '#shared/query/fields.ts';
import type { Match, QueryNode, QueryTerm } from '#shared/query/query-types.ts';

export type NaivePlaylist = { name: string; kind: string; trackIds: ReadonlySet<number> };
/** `shelf` are all playlists of the library. */
export type Row = TrackTable & {
  folderPath: string;
  folderState: string;
  hasCues: 0 | 1;
  shelf: readonly NaivePlaylist[];
};

/** The meaning of a query said a second time, as plainly as possible, over rows in memory. Null: it restricts nothing. */
export function meets(row: Row, node: QueryNode | null): boolean | null {
  if (!node) return null;
  if (node.kind === 'term') return meetsTerm(row, node.term);
  if (node.kind === 'not') {
    const inner = meets(row, node.node);
    return inner === null ? null : !inner;
  }
  const answers = node.nodes.map((child) => meets(row, child)).filter((answer) => answer !== null);
  if (answers.length === 0) return null;
  return node.kind === 'and' ? answers.every(Boolean) : answers.some(Boolean);
}

function meetsTerm(row: Row, { error, matches, field }: QueryTerm): boolean | null {
  if (error || matches.length === 0) return null;
  return matches.some((match) => meetsMatch(row, field, match));
}

/** The playlists a term names: those of that very name, else those with its words. */
function namedOn(shelf: readonly NaivePlaylist[], match: Match): readonly NaivePlaylist[] {
  const isSame = ({ name }: NaivePlaylist) => match.kind === 'contains' && foldText(name) === foldText(match.text);
  if (shelf.some(isSame)) return shelf.filter(isSame);
  return shelf.filter(({ name }) => meetsText(name, match));
}

function isInPlaylists({ id, shelf }: Row, field: 'playlist' | 'crate', match: Match): boolean {
  const asked = shelf.filter(({ kind }) => field === 'playlist' || kind === 'crate');
  const isIn = ({ trackIds }: NaivePlaylist) => trackIds.has(id);
  if (match.kind === 'empty') return !asked.some(isIn);
  return (match.kind === 'present' ? asked : namedOn(asked, match)).some(isIn);
}

function meetsText(value: string, match: Match): boolean {
  if (match.kind === 'contains') return holdsWords(value, match.text);
  if (match.kind === 'exact') return foldText(value) === foldText(match.text);
  return match.kind === 'regex' && new RegExp(match.source, 'iu').test(foldText(value));
}

function meetsMatch(row: Row, field: QueryField | undefined, match: Match): boolean {
  if (field === 'playlist' || field === 'crate') return isInPlaylists(row, field, match);
  const values = field
    ? [fieldValue(row, field)]
    : [row.title, row.artist, row.album, row.genre, row.comment, row.path];
  switch (match.kind) {
    case 'contains':
      return values.some((value) => holdsWords(String(value), match.text));
    case 'exact':
      return foldText(String(values[0])) === foldText(match.text);
    case 'regex':
      return new RegExp(match.source, 'iu').test(foldText(String(values[0])));
    case 'empty':
      return values[0] === null || values[0] === '';
    case 'present':
      return values[0] !== null && values[0] !== '';
    case 'keys':
      return match.keys.includes(values[0] as number);
    case 'flag':
      if (field !== 'quality') return meetsFlag(row, match.name);
      if (match.name === 'ok') return row.quality_verdict === 'lossless' || row.quality_verdict === 'lossy';
      return row.quality_verdict === verdicts[match.name];
    case 'range': {
      const value = values[0];
      if (typeof value !== 'number') return false;
      const isAbove = match.min === null || (match.minExcluded ? value > match.min : value >= match.min);
      const isBelow = match.max === null || (match.maxExcluded ? value < match.max : value <= match.max);
      return isAbove && isBelow;
    }
    default:
      throw new Error(`The test knows no match ${match.kind}`);
  }
}

export function fieldValue(row: Row, field: QueryField): string | number | null {
  if (field === 'drive') return driveName(row.folderPath);
  if (field === 'folder') return `${row.folderPath}/${row.path.slice(0, row.path.length - row.file_name.length)}`;
  const definition = fieldDefinition(field);
  return 'column' in definition ? (row[definition.column as keyof TrackTable] as string | number | null) : null;
}

function holdsWords(value: string, text: string): boolean {
  const have = wordsOf(foldText(value));
  const want = wordsOf(foldText(text));
  if (want.length === 0) return value.includes(text.trim());
  return have.some((_, start) =>
    want.every((word, index) => {
      const there = have[start + index];
      return index === want.length - 1 ? there?.startsWith(word) : there === word;
    }),
  );
}

const verdicts: Readonly<Record<string, TrackTable['quality_verdict']>> = {
  ...{ lossless: 'lossless', lossy: 'lossy', transcode: 'transcode', uncertain: 'uncertain' },
  ...{ fake: 'transcode', suspect: 'uncertain' },
};

function meetsFlag(row: Row, name: string): boolean {
  const flags: Record<string, boolean> = {
    cover: row.artwork_hash !== null,
    artwork: row.artwork_hash !== null,
    bpm: row.bpm !== null,
    key: row.musical_key !== null,
    comment: row.comment !== '',
    missing: row.missing_since !== null,
    offline: row.folderState === 'offline',
    cues: row.hasCues === 1,
    grid: row.bpm_confidence !== null || (row.locked & 33) !== 0,
    played: row.play_count > 0,
    rated: row.rating > 0,
    new: row.added_at >= new Date(1969, 11, 19).getTime(),
    analyzed: row.analysis_state === 'done',
    analysed: row.analysis_state === 'done',
    unanalyzed: row.analysis_state === 'waiting',
    unanalysed: row.analysis_state === 'waiting',
    failed: row.analysis_state === 'failed',
    lossless: row.is_lossless === 1,
    transcode: row.quality_verdict === 'transcode',
    unsure: row.review !== 0,
    locked: row.locked !== 0,
    ...Object.fromEntries(moods.map((mood) => [mood, row.mood.split(' ').includes(mood)])),
  };
  const answer = flags[name];
  if (answer === undefined) throw new Error(`The test knows no flag ${name}`);
  return answer;
}

/** Whether a row comes before another: levels like `['bpm', '-']`, rows without a value last. */
export function compareRows(a: Row, b: Row, levels: [string, string][]): number {
  for (const [field, sign] of levels) {
    const [first, second] = [a, b].map((row) => {
      const value = fieldValue(row, field as QueryField);
      return typeof value === 'string' ? Buffer.from(foldText(value)) : value;
    });
    const isFirstEmpty = first === null || (first instanceof Buffer && first.length === 0);
    const isSecondEmpty = second === null || (second instanceof Buffer && second.length === 0);
    if (isFirstEmpty !== isSecondEmpty) return isFirstEmpty ? 1 : -1;
    const order = first instanceof Buffer ? Buffer.compare(first, second as Buffer) : Number(first) - Number(second);
    if (order !== 0 && !isFirstEmpty) return sign === '+' ? order : -order;
  }
  return 0;
}
