import { type Db, prepare } from '#core/db/query.ts';
import { type Amount, formatAmount, fromParts } from '#shared/amount.ts';
import type { StatementItem } from '#shared/contract/statements.ts';
import { matchConditions, textCondition } from './lines.repository.ts';
import type { ItemsQuery, StatementAnswer } from './statement-query.ts';

type Found = { id: number; rows: number; units: number; nets: { currency: string; net: Amount }[] };

/** Items of counted statements with what they brought, the most first. */
export function findItems(db: Db, query: ItemsQuery): StatementAnswer['items'] {
  const { parts, values } = textCondition(query.text, false);
  const conditions = [`statement.state = 'counted'`, matchConditions[query.match], ...parts];
  if (query.statementId !== null) conditions.push('line.statement_id = @statementId');
  const where = conditions.join(' AND ');
  const bound = { ...values, ...(query.statementId === null ? {} : { statementId: query.statementId }) };
  const found = new Map<number, Found>();
  const sums = prepare(
    db,
    `SELECT item_id AS id, currency, SUM(line_count) AS rows, SUM(units) AS units, SUM(net_micro) AS micro, SUM(net_pico) AS pico
     FROM statement_item_sum AS line JOIN statement ON statement.id = line.statement_id
     JOIN statement_item AS item ON item.id = line.item_id WHERE ${where} GROUP BY item_id, currency`,
  )
    .safeIntegers(true)
    .all(bound) as { id: bigint; currency: string; rows: bigint; units: bigint; micro: bigint; pico: bigint }[];
  for (const { id, currency, rows, units, ...amount } of sums) {
    const item = getOrMake(found, Number(id));
    item.rows += Number(rows);
    item.units += Number(units);
    item.nets.push({ currency, net: fromParts(amount) });
  }
  const streams = prepare(
    db,
    `SELECT line.item_id AS id, count(*) AS rows, coalesce(SUM(line.streams), 0) AS units
     FROM stream_count AS line JOIN statement ON statement.id = line.statement_id
     JOIN statement_item AS item ON item.id = line.item_id WHERE ${where} GROUP BY line.item_id`,
  ).all(bound) as { id: number; rows: number; units: number }[];
  for (const { id, rows, units } of streams) {
    const item = getOrMake(found, id);
    item.rows += rows;
    if (item.nets.length === 0) item.units += units;
  }
  const sorted = [...found.values()].sort(
    (one, other) => compare(largestOf(other), largestOf(one)) || other.units - one.units || one.id - other.id,
  );
  const page = sorted.slice(query.offset, query.offset + query.count);
  return { total: sorted.length, items: page.map((item) => toItem(db, item)) };
}

function getOrMake(found: Map<number, Found>, id: number): Found {
  const known = found.get(id);
  if (known) return known;
  const made: Found = { id, rows: 0, units: 0, nets: [] };
  found.set(id, made);
  return made;
}

/** Amounts of different currencies do not add up; the largest figure stands for an item. */
function largestOf({ nets }: Found): Amount {
  return nets.reduce((largest, { net }) => (sizeOf(net) > largest ? sizeOf(net) : largest), 0n);
}

function sizeOf(amount: Amount): Amount {
  return amount < 0n ? -amount : amount;
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

type ItemRow = Omit<StatementItem, 'rows' | 'units' | 'nets' | 'target'> & {
  recordingTitle: string | null;
  recordingArtist: string | null;
  foundRelease: string | null;
};

function toItem(db: Db, { id, rows, units, nets }: Found): StatementItem {
  const row = prepare(
    db,
    `SELECT item.id, item.isrc, item.upc, item.catalogue_number AS catalogueNumber, item.artist, item.title,
       item.release_title AS releaseTitle, match_method AS method, recording_id AS recordingId, release_id AS releaseId,
       recording.title AS recordingTitle, recording.artist AS recordingArtist, release.title AS foundRelease
     FROM statement_item AS item LEFT JOIN recording ON recording.id = recording_id LEFT JOIN release ON release.id = release_id
     WHERE item.id = ?`,
  ).get(id) as ItemRow;
  const { recordingTitle, recordingArtist, foundRelease, ...item } = row;
  const target =
    recordingTitle === null ? (foundRelease ?? '') : [recordingArtist, recordingTitle].filter(Boolean).join(' – ');
  nets.sort((one, other) => compare(sizeOf(other.net), sizeOf(one.net)));
  return {
    ...item,
    ...{ target, rows, units },
    nets: nets.map(({ currency, net }) => ({ currency, net: formatAmount(net) })),
  };
}
