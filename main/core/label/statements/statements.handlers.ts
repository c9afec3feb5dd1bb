import type { Context } from '#core/context.ts';
import { prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationKind } from '#shared/contract/operation.ts';
import type { statementsContract } from '#shared/contract/statements.ts';
import { AppError } from '#shared/errors.ts';
import { findStore } from '#shared/stores.ts';
import { makeCatalogue } from './make-catalogue.ts';
import { matchItems } from './match-items.ts';
import { asTyped } from './preview.ts';
import { statementMappingRecord, statementRecord, statementStoreRecord } from './statement-records.ts';
import { findRawRow, getStatement, listProblems, listStatements, missingMonths } from './statements.repository.ts';

export function statementsHandlers(context: Context): Handlers<typeof statementsContract> {
  const { db, platform } = context;
  const { imports, reader, uploads, exporter } = context.statements;
  const apply = (kind: OperationKind, changed: readonly ValueChange[], subject = '') =>
    applyChanges(context, kind, changed, subject);
  return {
    'statements.look': async ({ files }) => ({ ids: await imports.look(files) }),
    'statements.upload': async ({ upload, name, at, content }) => ({
      upload: await uploads.take(upload, { name, at, bytes: Buffer.from(content, 'base64') }),
    }),
    'statements.drafts': () => imports.list(),
    'statements.setDraft': ({ id, choice }) => imports.choose(id, choice),
    'statements.dropDraft': ({ ids }) => imports.drop(ids),
    'statements.import': ({ ids }) => imports.begin(ids),
    'statements.list': async () => {
      const statements = listStatements(db);
      const found = await reader.ask({ type: 'parts', statementId: null });
      return { statements, missing: missingMonths(statements), ...found };
    },
    'statements.get': async ({ id }) => {
      const { parts } = await reader.ask({ type: 'parts', statementId: id });
      return getStatement(db, id, parts);
    },
    'statements.lines': ({ offset, count, ...filter }) => reader.ask({ type: 'lines', filter, offset, count }),
    'statements.row': (input) => findRawRow(db, input),
    'statements.problems': (input) => listProblems(db, input),
    'statements.edit': ({ id, change }) => {
      const { name, controlTotals } = statementRecord.get(db, id);
      return apply('editStatement', statementRecord.edit(db, id, asTyped(controlTotals, change)), name);
    },
    'statements.remove': ({ ids }) => {
      const states = ids.map((id) => statementRecord.get(db, id));
      const changed = ids.flatMap((id) => statementRecord.edit(db, id, { state: 'removed' }));
      return apply('editStatement', changed, states.length === 1 ? states[0]?.name : '');
    },
    'statements.items': ({ statementId = null, ...query }) => reader.ask({ type: 'items', statementId, ...query }),
    'statements.suggest': (input) => reader.ask({ type: 'suggest', ...input }),
    'statements.match': ({ itemIds, target }) => apply('matchStatement', matchItems(db, itemIds, target)),
    'statements.makeCatalogue': ({ itemIds }) => {
      const { changes, recordings, releases } = makeCatalogue(db, itemIds, platform.now());
      const done = apply('matchStatement', changes);
      context.changes.add({ topics: ['recordings', 'releases'] });
      return { ...done, recordings, releases };
    },
    'statements.stores': () =>
      prepare(db, 'SELECT id, name, store_key AS key FROM statement_store ORDER BY name').all() as never,
    'statements.setStore': ({ id, key }) => {
      if (key !== '' && !findStore(key)) throw new AppError('INVALID_INPUT', 'There is no such store.', { key });
      return apply('editStatement', statementStoreRecord.edit(db, id, { key }));
    },
    'statements.mappings': () => {
      const ids = prepare(db, 'SELECT id FROM statement_mapping ORDER BY name, id').pluck().all() as number[];
      return ids.map((id) => ({ id, ...statementMappingRecord.get(db, id) })) as never;
    },
    'statements.editMapping': ({ id, name, mapping }) => {
      const before = statementMappingRecord.get(db, id);
      return apply('editStatement', statementMappingRecord.edit(db, id, { name, mapping }), name ?? before.name);
    },
    'statements.removeMapping': ({ id }) => {
      const { name } = statementMappingRecord.get(db, id);
      return apply('editStatement', [statementMappingRecord.remove(db, id)], name);
    },
    'statements.export': (order) => exporter.start(order),
    'statements.getExport': () => exporter.state,
  };
}

function applyChanges(
  { history, changes, statements }: Context,
  kind: OperationKind,
  changed: readonly ValueChange[],
  subject: string,
): { operation: ReturnType<Context['history']['record']> } {
  const { operation } = history.apply(kind, changed, subject);
  changes.add({ topics: ['statements', 'royalties'] });
  // What is open again may be known by its codes.
  if (kind === 'matchStatement') statements.rematch.touch();
  return { operation };
}
