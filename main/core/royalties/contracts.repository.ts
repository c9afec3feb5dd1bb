import type { z } from 'zod';
import { type Db, prepare } from '#core/db/query.ts';
import type { ContractGroup, contractChange, RoyaltyContract } from '#shared/contract/contracts.ts';
import { type ContractState, contractGroupRecord, contractRecord, payeeRecord } from './royalty-records.ts';

const mostNames = 5;

/** By name, archived ones last. */
export function listContracts(db: Db): RoyaltyContract[] {
  const ids = prepare(db, 'SELECT id FROM contract ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id')
    .pluck()
    .all();
  const groups = groupsByContract(db);
  return (ids as number[]).map((id) => contractOf(db, id, contractRecord.get(db, id), groups));
}

/** Throws NOT_FOUND. */
export function getContract(db: Db, id: number): RoyaltyContract {
  return contractOf(db, id, contractRecord.get(db, id), groupsByContract(db));
}

function contractOf(db: Db, id: number, state: ContractState, groups: ReadonlyMap<number, number>): RoyaltyContract {
  const { archivedAt, lastTermId: _, ...fields } = state;
  return {
    ...fields,
    id,
    isArchived: archivedAt !== null,
    groupId: groups.get(id) ?? null,
    assetNames: assetNames(db, state),
    payeeNames: state.payees.map(({ payeeId }) => payeeRecord.read(db, payeeId)?.name ?? ''),
  } as RoyaltyContract;
}

export function listGroups(db: Db): ContractGroup[] {
  const ids = prepare(db, 'SELECT id FROM contract_group ORDER BY name COLLATE NOCASE, id').pluck().all() as number[];
  return ids.map((id) => {
    const { name, rule, contractIds, mainContractId } = contractGroupRecord.get(db, id);
    return { id, name, rule, contractIds, mainContractId } as ContractGroup;
  });
}

function groupsByContract(db: Db): Map<number, number> {
  return new Map(listGroups(db).flatMap(({ id, contractIds }) => contractIds.map((contractId) => [contractId, id])));
}

const named = {
  artist: { table: 'person', column: 'name', key: 'artistIds' },
  release: { table: 'release', column: 'title', key: 'releaseIds' },
  recording: { table: 'recording', column: 'title', key: 'recordingIds' },
  work: { table: 'work', column: 'title', key: 'workIds' },
} as const;

function assetNames(db: Db, { scope, assets }: Pick<ContractState, 'scope' | 'assets'>): string[] {
  if (scope === 'default') return [];
  const { table, column, key } = named[scope];
  return assets[key].slice(0, mostNames).flatMap((id) => {
    const name = prepare(db, `SELECT ${column} FROM ${table} WHERE id = ?`).pluck().get(id) as string | undefined;
    return name === undefined ? [] : [name];
  });
}

type ChangeRow = { operation: number; at: number; is_undo: 0 | 1; person_name: string | null; fields: string };

/** What happened to a contract, newest first. */
export function contractHistory(db: Db, id: number): z.input<typeof contractChange>[] {
  const rows = prepare(
    db,
    `SELECT operation.id AS operation, operation.at, operation.is_undo, person.name AS person_name,
       group_concat(DISTINCT substr(operation_change.field, 10)) AS fields
     FROM operation_change JOIN operation ON operation.id = operation_id
       LEFT JOIN person ON person.id = operation.person_id
     WHERE operation_change.item_id = ? AND operation_change.field LIKE 'contract:%'
     GROUP BY operation.id ORDER BY operation.id DESC LIMIT 500`,
  ).all(id) as ChangeRow[];
  return rows.map(({ operation, at, is_undo, person_name, fields }) => {
    return { operation, at, isUndo: is_undo === 1, personName: person_name ?? '', fields: fields.split(',') };
  });
}

type Choice = { id: number; name: string; detail: string };

/** What contracts can be about, by name. */
export function contractChoices(db: Db) {
  const all = (sql: string) => prepare(db, sql).all() as Choice[];
  return {
    artists: all(
      `SELECT id, name, '' AS detail FROM person WHERE removed_at IS NULL AND merged_into IS NULL ORDER BY name COLLATE NOCASE`,
    ),
    releases: all('SELECT id, title AS name, artist AS detail FROM release ORDER BY title COLLATE NOCASE'),
    recordings: all(
      `SELECT id, title || CASE version_title WHEN '' THEN '' ELSE ' (' || version_title || ')' END AS name,
         artist || CASE isrc WHEN '' THEN '' ELSE ' · ' || isrc END AS detail FROM recording ORDER BY title COLLATE NOCASE`,
    ),
    works: all('SELECT id, title AS name, iswc AS detail FROM work ORDER BY title COLLATE NOCASE'),
    saleTypes: prepare(db, 'SELECT DISTINCT sale_type FROM statement_sum ORDER BY 1').pluck().all() as string[],
  };
}
