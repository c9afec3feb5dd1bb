import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { ReadSplits, splitOrder, splitProblems } from '#shared/contract/contracts.ts';
import { foldText } from '#shared/fold-text.ts';
import { percentText } from '../contract-changes.ts';
import { whole } from '../engine/input.ts';

export type SplitOrder = z.output<typeof splitOrder>;
type ProblemCode = (typeof splitProblems)[number];
type Problem = { row: number; code: ProblemCode; value: string };

const heads = {
  isrc: ['isrc', 'isrc code', 'track isrc'],
  track: ['track', 'track title', 'title', 'song', 'recording'],
  payee: ['payee', 'name', 'artist', 'recipient', 'beneficiary', 'payee name'],
  percent: ['%', 'percent', 'share', 'split', 'percentage', 'share %', 'split %'],
} as const;

type Column = keyof typeof heads;

type Recording = { id: number; title: string; isrc: string };

/** What a table of splits would make, and all that is wrong with it. */
export function readSplits(db: Db, order: SplitOrder): ReadSplits {
  const problems: Problem[] = [];
  const rows = readRows(order.csv, problems);
  if (rows === null) return { tracks: [], problems };
  const finder = recordingFinder(db);
  const payees = new Set(
    (prepare(db, 'SELECT name FROM payee WHERE archived_at IS NULL').pluck().all() as string[]).map(foldText),
  );
  const tracks = new Map<number, ReadSplits['tracks'][number] & { firstRow: number }>();
  for (const { row, isrc, track, payee, percent } of rows) {
    const found = finder(isrc, track);
    const rate = readPercent(percent);
    if (typeof found === 'string') problems.push({ row, code: found, value: isrc || track });
    if (payee === '') problems.push({ row, code: 'payeeMissing', value: isrc || track });
    if (rate === null) problems.push({ row, code: 'percentInvalid', value: percent });
    if (typeof found === 'string' || payee === '' || rate === null) continue;
    const known = tracks.get(found.id) ?? {
      ...{ recordingId: found.id as ReadSplits['tracks'][number]['recordingId'], title: found.title },
      ...{ payees: [], artistRate: 0, firstRow: row },
    };
    const same = known.payees.find(({ name }) => foldText(name) === foldText(payee));
    if (same) same.percent += rate;
    else known.payees.push({ name: payee, isNew: !payees.has(foldText(payee)), percent: rate });
    tracks.set(found.id, known);
  }
  return { tracks: checkSums([...tracks.values()], order, problems), problems: problems.sort((a, b) => a.row - b.row) };
}

function checkSums(
  tracks: readonly (ReadSplits['tracks'][number] & { firstRow: number })[],
  { percentOf, artistRate }: SplitOrder,
  problems: Problem[],
): ReadSplits['tracks'] {
  return tracks.map(({ firstRow, ...track }) => {
    const sum = track.payees.reduce((before, { percent }) => before + percent, 0);
    const isRight = percentOf === 'artistSide' ? sum === whole : sum > 0 && sum <= whole;
    if (!isRight) problems.push({ row: firstRow, code: 'sumWrong', value: `${track.title}: ${percentText(sum)}` });
    return { ...track, artistRate: percentOf === 'artistSide' ? artistRate : sum };
  });
}

type Row = { row: number } & Record<Column, string>;

function readRows(csv: string, problems: Problem[]): Row[] | null {
  const text = csv.replace(/^\uFEFF/, '');
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [';', '\t', ','].find((sign) => first.includes(sign)) ?? ',';
  const table = parse(text, {
    ...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, trim: true },
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  const head = (table[0]?.record ?? []).map((each) => each.toLowerCase());
  const at = (column: Column) => head.findIndex((each) => (heads[column] as readonly string[]).includes(each));
  const places = { isrc: at('isrc'), track: at('track'), payee: at('payee'), percent: at('percent') };
  const missing = [
    ...(places.isrc < 0 && places.track < 0 ? ['Track, ISRC'] : []),
    ...(places.payee < 0 ? ['Payee'] : []),
    ...(places.percent < 0 ? ['%'] : []),
  ];
  if (missing.length > 0) {
    problems.push(...missing.map((value) => ({ row: 1, code: 'columnMissing' as const, value })));
    return null;
  }
  return table.slice(1).flatMap(({ record, info }) => {
    if (record.length !== head.length) {
      problems.push({ row: info.lines, code: 'ragged', value: record.join(delimiter).slice(0, 80) });
      return [];
    }
    const cell = (place: number) => (place < 0 ? '' : (record[place] ?? ''));
    const { isrc, track, payee, percent } = places;
    return [{ row: info.lines, isrc: cell(isrc), track: cell(track), payee: cell(payee), percent: cell(percent) }];
  });
}

/** '33.3333 %', '33,33' and '50' are rates; null for what is no percent or has more than four places. */
function readPercent(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  const rate = Number(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`);
  return rate <= whole ? rate : null;
}

function recordingFinder(db: Db): (isrc: string, track: string) => Recording | 'trackUnknown' | 'trackAmbiguous' {
  const all = prepare(db, 'SELECT id, title, isrc FROM recording').all() as Recording[];
  const byIsrc = new Map(all.filter(({ isrc }) => isrc !== '').map((each) => [each.isrc, each]));
  const byTitle = new Map<string, Recording[]>();
  for (const each of all) byTitle.set(foldText(each.title), [...(byTitle.get(foldText(each.title)) ?? []), each]);
  return (isrc, track) => {
    const code = isrc.replace(/[\s-]/g, '').toUpperCase();
    if (code !== '') return byIsrc.get(code) ?? 'trackUnknown';
    const found = byTitle.get(foldText(track)) ?? [];
    return found.length > 1 ? 'trackAmbiguous' : (found[0] ?? 'trackUnknown');
  };
}
