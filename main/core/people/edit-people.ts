import { audit } from '#core/accounts/accounts.repository.ts';
import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { MemberRole, PersonFacts, PersonId } from '#shared/contract/people.ts';
import { AppError } from '#shared/errors.ts';
import { parseIdentifier } from '#shared/identifiers/identifiers.ts';
import { requirePermission } from './authorize.ts';
import { memberFields, requireEdit, requireRemove } from './member-rules.ts';
import { hasRunningTimer, isActiveMember } from './people.repository.ts';
import { type PersonState, personRecord } from './people-records.ts';

type Parts = Pick<Context, 'db' | 'history' | 'changes' | 'notifications' | 'platform'>;
type Done = { operation: OperationId | null };

const newPerson: Omit<PersonState, 'name' | 'createdAt'> = {
  kind: 'person',
  legalName: '',
  roles: [],
  email: '',
  phone: '',
  website: '',
  address: '',
  country: '',
  note: '',
  isni: '',
  ipi: '',
  storeIds: {},
  pictureHash: null,
  language: '',
  timeZone: '',
  memberRole: null,
  memberState: 'active',
  departmentId: null,
  jobTitle: '',
  rateMinor: null,
  preferences: {},
  removedAt: null,
  mergedInto: null,
};

/** The change that makes somebody, without asking who does it. Throws IDENTIFIER_INVALID. */
export function makeChange(db: Db, facts: Partial<PersonFacts> & { name: string }, now: number) {
  const given = Object.fromEntries(Object.entries(checkFacts(db, facts)).filter(([, value]) => value !== undefined));
  return personRecord.make(db, { ...newPerson, ...given, createdAt: now } as PersonState);
}

export function makePerson(
  { db, history, changes, platform }: Parts,
  facts: Partial<PersonFacts> & { name: string },
): Done & { id: PersonId } {
  const member = Object.fromEntries(memberFields.map((field) => [field, facts[field] ?? undefined]));
  requireEdit({ id: null, memberRole: null }, member as Partial<PersonFacts>);
  const change = makeChange(db, facts, platform.now());
  const { operation } = history.apply('makePerson', [change], facts.name);
  changes.add({ topics: ['people'] });
  return { operation, id: change.itemId as PersonId };
}

export function editPeople(parts: Parts, ids: readonly number[], change: Partial<PersonFacts>): Done {
  const { db, history, changes } = parts;
  const checked = checkFacts(db, change);
  const before = ids.map((id) => ({ id, state: personRecord.get(db, id) }));
  for (const { id, state } of before) requireEdit({ id, memberRole: state.memberRole }, changedOf(state, checked));
  const edits = before.flatMap(({ id }) => personRecord.edit(db, id, checked as Partial<PersonState>));
  const { operation } = history.apply('editPerson', edits, subjectOf(before.map(({ state }) => state)));
  if (change.memberRole !== undefined) {
    for (const { id, state } of before) tellOfRole(parts, id, state.memberRole, change.memberRole);
  }
  changes.add({ topics: ['people'] });
  return { operation };
}

/** What differs: who leaves a value as it was changes nothing that would need a permission. */
function changedOf(state: PersonState, change: Partial<PersonFacts>): Partial<PersonFacts> {
  const kept = state as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(change).filter(([field, value]) => JSON.stringify(kept[field]) !== JSON.stringify(value)),
  );
}

export function removePeople({ db, history, changes, platform }: Parts, ids: readonly number[]): Done {
  const now = platform.now();
  const states = ids.map((id) => {
    const state = personRecord.get(db, id);
    requireRemove({ id, memberRole: state.memberRole });
    if (hasRunningTimer(db, id)) {
      throw new AppError('PERSON_BUSY', 'A timer of this person runs. Stop it first.', { id });
    }
    return state;
  });
  const removed = ids.flatMap((id, index) =>
    states[index]?.removedAt === null ? personRecord.edit(db, id, { removedAt: now }) : [],
  );
  const { operation } = history.apply('removePerson', removed, subjectOf(states));
  changes.add({ topics: ['people'] });
  return { operation };
}

export function restorePeople({ db, history, changes }: Parts, ids: readonly number[]): Done {
  const states = ids.map((id) => {
    const state = personRecord.get(db, id);
    requireRemove({ id, memberRole: state.memberRole });
    if (state.mergedInto !== null) throw new AppError('NOT_FOUND', 'They are one with another now. Undo that.', { id });
    return state;
  });
  const restored = ids.flatMap((id) => personRecord.edit(db, id, { removedAt: null }));
  const { operation } = history.apply('editPerson', restored, subjectOf(states));
  changes.add({ topics: ['people'] });
  return { operation };
}

/** Gives the workspace to another member. */
export function handOver(parts: Parts, to: number): Done {
  const { db, history, changes } = parts;
  const actor = currentActor();
  requirePermission('deleteWorkspace', actor);
  if (!isActiveMember(db, to) || actor.personId === null || to === actor.personId) {
    throw new AppError('MEMBER_PROTECTED', 'The workspace is handed to another active member.');
  }
  const before = personRecord.get(db, to);
  const edits = [
    ...personRecord.edit(db, to, { memberRole: 'owner' }),
    ...personRecord.edit(db, actor.personId, { memberRole: 'admin' }),
  ];
  const { operation } = history.apply('editPerson', edits, before.name);
  tellOfRole(parts, to, before.memberRole, 'owner');
  tellOfRole(parts, actor.personId, 'owner', 'admin');
  changes.add({ topics: ['people'] });
  return { operation };
}

/** Roles are kept in the audit, besides the history, and told to whom they are given. */
function tellOfRole(parts: Parts, personId: number, old: MemberRole | null, role: MemberRole | null): void {
  if (old === role) return;
  const { db, notifications, platform } = parts;
  const by = currentActor().personId;
  const detail = { of: personId, from: old ?? 'none', to: role ?? 'none' };
  audit(db, { at: platform.now(), personId: by, kind: 'roleChanged', detail });
  if (personId === by) return;
  notifications.add({
    kind: 'roleChanged',
    personId,
    facts: { role: role ?? 'none' },
    view: 'people',
    item: personId,
    mergeKey: `role ${personId}`,
  });
}

/** The facts with their identifiers in the one form they are kept in. */
function checkFacts<Facts extends Partial<PersonFacts>>(db: Db, facts: Facts): Facts {
  const checked = { ...facts };
  for (const field of ['isni', 'ipi'] as const) {
    const value = facts[field];
    if (value === undefined || value === '') continue;
    const parsed = parseIdentifier(field, value);
    if (parsed === null) throw new AppError('IDENTIFIER_INVALID', `This is no ${field.toUpperCase()}.`, { field });
    checked[field] = parsed;
  }
  if (facts.roles) checked.roles = [...new Set(facts.roles)];
  if (facts.departmentId) {
    const department = prepare(db, 'SELECT 1 FROM department WHERE id = ?').get(facts.departmentId);
    if (!department) throw new AppError('NOT_FOUND', 'That department is not there any more.');
  }
  return checked;
}

/** Their names, the first three. */
function subjectOf(states: readonly { name: string }[]): string {
  const names = states.slice(0, 3).map(({ name }) => name);
  return states.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
}
