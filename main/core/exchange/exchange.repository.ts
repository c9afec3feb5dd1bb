import { type Db, prepare } from '#core/db/query.ts';
import type { JsonValue } from '#core/history/operations.repository.ts';
import type { ExchangeId, ExchangeKind, ExchangePayload, ExchangeRow } from '#shared/contract/exchange.ts';
import { type ExchangeState, exchangeRecord } from './exchange-records.ts';

/** What is kept of a file: what it says, where it lay, and what was taken of it. */
export type KeptFile = {
  payload: ExchangePayload;
  /** The folder it was read from. */
  folder: string;
  approved: string[];
  /** Of a request, the steps that were granted, by song. */
  granted: Record<string, string[]>;
};

export type Kept = Omit<ExchangeState, 'content'> & { id: number; content: KeptFile };

const titlesShown = 3;

/** Throws NOT_FOUND. */
export function getExchange(db: Db, id: number): Kept {
  const state = exchangeRecord.get(db, id);
  return { ...state, id, content: state.content as unknown as KeptFile };
}

export function findByFile(db: Db, fileId: string, direction: 'in' | 'out'): Kept | undefined {
  const id = prepare(db, 'SELECT id FROM exchange WHERE file_id = ? AND direction = ?').pluck().get(fileId, direction);
  return id === undefined ? undefined : getExchange(db, id as number);
}

/** Keeps a file. That alone is no operation: nothing of the user's changes by it. */
export function insertExchange(
  db: Db,
  {
    payload,
    publicKey,
    folder,
    direction,
    state,
  }: Pick<ExchangeState, 'publicKey' | 'direction' | 'state'> & {
    payload: ExchangePayload;
    folder: string;
  },
): ExchangeId {
  const content: KeptFile = { payload, folder, approved: [], granted: {} };
  return prepare(
    db,
    `INSERT INTO exchange (file_id, direction, kind, sender, public_key, state, content, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  )
    .pluck()
    .get(
      ...[payload.fileId, direction, payload.kind, payload.sender.name, publicKey, state],
      ...[JSON.stringify(content), payload.madeAt],
    ) as ExchangeId;
}

export function listExchanges(db: Db): ExchangeRow[] {
  const ids = prepare(db, 'SELECT id FROM exchange ORDER BY id DESC LIMIT 500').pluck().all() as number[];
  return ids.map((id) => toRow(getExchange(db, id)));
}

export function toRow(kept: Kept): ExchangeRow {
  const { payload } = kept.content;
  return {
    id: kept.id as ExchangeId,
    direction: kept.direction,
    kind: kept.kind as ExchangeKind,
    sender: kept.sender,
    titles: payload.songs.slice(0, titlesShown).map(({ title }) => title),
    songCount: payload.songs.length,
    message: payload.message,
    state: kept.state,
    createdAt: kept.createdAt,
    decidedAt: kept.decidedAt,
  };
}

/** Whether another file of that sender was read. */
export function hasOther(db: Db, senderId: string, id: number): boolean {
  const other = prepare(
    db,
    `SELECT 1 FROM exchange WHERE direction = 'in' AND id <> ? AND content ->> '$.payload.sender.id' = ? LIMIT 1`,
  );
  return other.get(id, senderId) !== undefined;
}

/** Songs that were asked for and not answered, by what they are called between installations. */
export function pendingAsks(db: Db): Set<string> {
  const contents = prepare(
    db,
    `SELECT content FROM exchange WHERE direction = 'out' AND kind = 'request' AND state = 'pending'`,
  ).pluck();
  return new Set(
    (contents.all() as string[]).flatMap((content) =>
      (JSON.parse(content) as KeptFile).payload.songs.map(({ ref }) => ref),
    ),
  );
}

/** What was last given or taken of a song, in either direction: what both sides know alike. */
export function lastShared(db: Db, ref: string, exceptId: number): ExchangePayload | undefined {
  const contents = prepare(
    db,
    `SELECT content FROM exchange WHERE kind = 'work' AND id <> ? AND (direction = 'out' OR state IN ('approved', 'partlyApproved'))
       AND EXISTS (SELECT 1 FROM json_each(content, '$.payload.songs') WHERE value ->> 'ref' = ?)
     ORDER BY created_at DESC, id DESC LIMIT 1`,
  ).pluck();
  const found = contents.get(exceptId, ref) as string | undefined;
  return found === undefined ? undefined : (JSON.parse(found) as KeptFile).payload;
}

/** A file's content as history keeps it. */
export function contentValue(content: KeptFile): JsonValue {
  return content as unknown as JsonValue;
}
