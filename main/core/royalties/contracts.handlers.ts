import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import type { ContractGroupId, ContractId, contractsContract } from '#shared/contract/contracts.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { checkedContract, draftOf } from './contract-changes.ts';
import { contractChoices, contractHistory, getContract, listContracts, listGroups } from './contracts.repository.ts';
import { contractGroupRecord, contractRecord, releaseSpreadRecord } from './royalty-records.ts';
import { importSplits } from './splits/import-splits.ts';
import { readSplits } from './splits/read-splits.ts';
import { splitsOfCredits } from './splits/splits-of-credits.ts';

export function contractsHandlers({ db, history, changes, platform }: Context): Handlers<typeof contractsContract> {
  const apply = (made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply('editContract', made, subject);
    changes.add({ topics: ['royalties'] });
    return { operation };
  };
  const made = (all: readonly ValueChange[]) =>
    all.flatMap((change) => (change.field === 'contract:whole' ? [change.itemId as ContractId] : []));
  return {
    'contracts.list': () => listContracts(db),
    'contracts.get': ({ id }) => getContract(db, id),
    'contracts.choices': () => contractChoices(db),
    'contracts.make': (fields) => {
      const state = checkedContract(db, draftOf(fields), 0);
      const change = contractRecord.make(db, { ...state, archivedAt: null, createdAt: platform.now() });
      return { ...apply([change], state.name), id: change.itemId as ContractId };
    },
    'contracts.edit': ({ id, fields, isArchived }) => {
      const { archivedAt, lastTermId, createdAt: _, ...before } = contractRecord.get(db, id);
      const known = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const state = checkedContract(db, { ...before, ...known }, lastTermId);
      const isSame = isArchived === undefined || isArchived === (archivedAt !== null);
      const at = isArchived ? platform.now() : null;
      return apply(contractRecord.edit(db, id, { ...state, archivedAt: isSame ? archivedAt : at }), state.name);
    },
    'contracts.remove': ({ id }) => apply([contractRecord.remove(db, id)], contractRecord.get(db, id).name),
    'contracts.history': ({ id }) => contractHistory(db, id),
    'contracts.groups': () => listGroups(db),
    'contracts.saveGroup': ({ id, ...group }) => {
      checkGroup(db, id, group);
      const changed: ValueChange[] =
        id === null
          ? [contractGroupRecord.make(db, { ...group, createdAt: platform.now() })]
          : contractGroupRecord.edit(db, id, group);
      return { ...apply(changed, group.name), id: (id ?? changed[0]?.itemId) as ContractGroupId };
    },
    'contracts.removeGroup': ({ id }) =>
      apply([contractGroupRecord.remove(db, id)], contractGroupRecord.get(db, id).name),
    'contracts.readSplits': (order) => readSplits(db, order),
    'contracts.importSplits': (order) => {
      const all = importSplits(db, order, platform.now());
      return { ...apply(all, ''), contractIds: made(all) };
    },
    'contracts.makeFromCredits': ({ releaseId, artistRate, currency }) => {
      const all = splitsOfCredits(db, { releaseId, artistRate, currency }, platform.now());
      const title = prepare(db, 'SELECT title FROM release WHERE id = ?').pluck().get(releaseId) as string;
      return { ...apply(all, title), contractIds: made(all) };
    },
    'contracts.setSpread': ({ releaseId, spread, weights }) => {
      const title = prepare(db, 'SELECT title FROM release WHERE id = ?').pluck().get(releaseId) as string | undefined;
      if (title === undefined) {
        throw new AppError('NOT_FOUND', 'That is not here any more.', { kind: 'release', id: releaseId });
      }
      const id = prepare(db, 'SELECT id FROM release_spread WHERE release_id = ?').pluck().get(releaseId);
      if (spread === 'weights' && !weights.some(({ weight }) => weight > 0)) {
        throw new AppError('INVALID_INPUT', 'One weight at least is more than 0.', { at: 'weights' });
      }
      if (spread === 'equal') {
        return apply(id === undefined ? [] : [releaseSpreadRecord.remove(db, id as number)], title);
      }
      const state = { releaseId, spread, weights };
      const changed: ValueChange[] =
        id === undefined ? [releaseSpreadRecord.make(db, state)] : releaseSpreadRecord.edit(db, id as number, state);
      return apply(changed, title);
    },
  };
}

type Group = { name: string; rule: string; contractIds: number[]; mainContractId: number | null };

function checkGroup(db: Db, id: number | null, { rule, contractIds, mainContractId }: Group): void {
  const all = new Set(mainContractId === null ? contractIds : [...contractIds, mainContractId]);
  if (all.size < 2) throw new AppError('INVALID_INPUT', 'A group has two contracts at least.', { at: 'contractIds' });
  if (rule !== 'recoup' && mainContractId === null) {
    throw new AppError('INVALID_INPUT', 'Say which contract the others give to.', { at: 'mainContractId' });
  }
  const currencies = new Set([...all].map((each) => contractRecord.get(db, each).currency));
  if (currencies.size > 1) {
    throw new AppError('INVALID_INPUT', 'Contracts of a group are in one currency.', { at: 'contractIds' });
  }
  for (const group of listGroups(db)) {
    if (group.id === id) continue;
    const other = [...group.contractIds, group.mainContractId].find((each) => each !== null && all.has(each));
    if (other === undefined) continue;
    throw new AppError('INVALID_INPUT', `A contract is in “${group.name}” already.`, { at: 'contractIds', other });
  }
}
