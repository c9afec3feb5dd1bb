import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Payee, PayeeId, payeesContract } from '#shared/contract/payees.ts';
import { checkedPayee, newPayee } from './payee-changes.ts';
import { type PayeeState, payeeRecord } from './royalty-records.ts';

export function payeesHandlers({ db, history, changes, platform }: Context): Handlers<typeof payeesContract> {
  const apply = (made: Parameters<typeof history.apply>[1], subject: string) => {
    const { operation } = history.apply('editPayee', made, subject);
    changes.add({ topics: ['royalties'] });
    return { operation };
  };
  return {
    'payees.list': () => listPayees(db),
    'payees.get': ({ id }) => getPayee(db, id),
    'payees.make': (fields) => {
      const state: PayeeState = { ...newPayee(platform.now()), ...checkedPayee(db, fields) } as PayeeState;
      const made = payeeRecord.make(db, state);
      return { ...apply([made], state.name), id: made.itemId as PayeeId };
    },
    'payees.edit': ({ id, fields, isArchived }) => {
      const before = payeeRecord.get(db, id);
      const archivedAt = isArchived === undefined ? before.archivedAt : isArchived ? platform.now() : null;
      const isSame = (archivedAt === null) === (before.archivedAt === null);
      const edits = payeeRecord.edit(db, id, {
        ...checkedPayee(db, fields),
        archivedAt: isSame ? before.archivedAt : archivedAt,
      });
      return apply(edits, fields.name ?? before.name);
    },
    'payees.remove': ({ id }) => {
      const { name } = payeeRecord.get(db, id);
      return apply([payeeRecord.remove(db, id)], name);
    },
  };
}

function listPayees(db: Db): Payee[] {
  const counts = new Map(
    prepare(
      db,
      `SELECT json_extract(value, '$.payeeId') AS id, count(*) AS count FROM contract, json_each(contract.payees) GROUP BY 1`,
    )
      .all()
      .map((row) => Object.values(row as { id: number; count: number }) as [number, number]),
  );
  const ids = prepare(db, 'SELECT id FROM payee ORDER BY archived_at IS NOT NULL, name COLLATE NOCASE, id')
    .pluck()
    .all();
  return (ids as number[]).map((id) => payeeOf(id, payeeRecord.get(db, id), counts.get(id) ?? 0));
}

function getPayee(db: Db, id: number): Payee {
  const state = payeeRecord.get(db, id);
  const count = prepare(
    db,
    `SELECT count(*) FROM contract, json_each(contract.payees) WHERE json_extract(value, '$.payeeId') = ?`,
  )
    .pluck()
    .get(id) as number;
  return payeeOf(id, state, count);
}

function payeeOf(id: number, { archivedAt, ...state }: PayeeState, contractCount: number): Payee {
  return { ...state, id, isArchived: archivedAt !== null, contractCount } as Payee;
}
