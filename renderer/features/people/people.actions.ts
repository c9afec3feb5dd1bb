import type { Input } from '#shared/contract/index.ts';
import { mostJoinBytes } from '#shared/contract/invitations.ts';
import type { OperationId } from '#shared/contract/operation.ts';
import type { PersonFacts, PersonId, PersonRole, PersonRow } from '#shared/contract/people.ts';
import type { WorkspaceFacts } from '#shared/contract/workspace.ts';
import { call } from '../../api/client.ts';
import { queryClient } from '../../api/query.ts';
import { showView, useView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { showToast } from '../../ui/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { showUndoable } from '../undo/index.ts';
import { closePeopleDialog, openPeopleDialog, selectedPeople, usePeopleStore } from './people.store.ts';

/** No table of people is larger. */
const mostTableBytes = 2_000_000;

export function showPeople(): void {
  usePeopleStore.setState({ tab: 'people' });
  showView('people');
}

export function showPerson(id: PersonId): void {
  usePeopleStore.setState({ tab: 'people', selected: new Set([id]) });
  showView('people', id);
}

/** One is shown; several are counted. */
export function selectPeople(ids: ReadonlySet<PersonId>): void {
  usePeopleStore.setState({ selected: ids });
  const [only] = ids;
  if (ids.size === 1 && only !== undefined) showView('people', only);
}

/** Asked anew, so that what was just made can be shown at once. */
async function refreshPeople(): Promise<void> {
  await queryClient.invalidateQueries({ predicate: ({ queryKey: [method] }) => /^people\./.test(String(method)) });
}

export async function makePerson(facts: Input<'people.make'>): Promise<PersonId> {
  const { id, operation } = await call('people.make', facts);
  await refreshPeople();
  showUndoable({ text: text('people.made', { name: facts.name }), operations: [operation] });
  return id;
}

export async function editPerson(ids: readonly PersonId[], change: Partial<PersonFacts>, name: string): Promise<void> {
  const { operation } = await call('people.edit', { ids: [...ids], change });
  if (operation === null) return;
  const said = ids.length === 1 ? text('people.changed', { name }) : text('people.changedMany', { count: ids.length });
  showUndoable({ text: said, operations: [operation] });
}

/** Everybody keeps what they are besides; taken back together. */
export async function addRole(people: readonly PersonRow[], role: PersonRole): Promise<void> {
  const operations: (OperationId | null)[] = [];
  const groups = Map.groupBy(people, ({ roles }) => roles.join());
  for (const group of groups.values()) {
    const roles = [...new Set([...(group[0]?.roles ?? []), role])];
    const { operation } = await call('people.edit', { ids: group.map(({ id }) => id), change: { roles } });
    operations.push(operation);
  }
  showUndoable({ text: text('people.changedMany', { count: people.length }), operations });
}

export async function removePeople(ids: readonly PersonId[]): Promise<void> {
  const [first] = ids;
  const name = nameOf(first ?? null);
  const { operation } = await call('people.remove', { ids: [...ids] });
  usePeopleStore.setState({ selected: new Set() });
  const { view, item } = useView.getState();
  if (view === 'people' && ids.some((id) => id === item)) showView('people');
  const said = ids.length === 1 ? text('people.removed', { name }) : text('people.removedMany', { count: ids.length });
  showUndoable({ text: said, operations: [operation] });
}

export async function removeSelected(): Promise<void> {
  const ids = selectedPeople();
  if (ids.length > 0) await removePeople(ids);
}

export async function restorePerson(id: PersonId, name: string): Promise<void> {
  const { operation } = await call('people.restore', { ids: [id] });
  showUndoable({ text: text('people.restored', { name }), operations: [operation] });
}

export async function mergePeople(from: PersonRow, into: PersonRow): Promise<void> {
  const { operation } = await call('people.merge', { from: from.id, into: into.id });
  await refreshPeople();
  showPerson(into.id);
  showUndoable({ text: text('people.merged', { from: from.name, into: into.name }), operations: [operation] });
}

export async function handOver(to: PersonRow): Promise<void> {
  const { operation } = await call('people.handOver', { to: to.id });
  showUndoable({ text: text('people.handedOver', { name: to.name }), operations: [operation] });
}

function selectName(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-person-name] input');
  field?.focus();
  field?.select();
  return field !== null;
}

/** Where the name of whoever is selected is typed. */
export function renameSelected(): void {
  if (selectedPeople().length !== 1) return;
  usePeopleStore.setState({ detailTab: 'details' });
  // What is typed next belongs to it at once, unless it has to be shown first.
  if (!selectName()) requestAnimationFrame(selectName);
}

export async function importPeople(table: string, lines: readonly number[]): Promise<void> {
  const { operation, count } = await call('people.import', { text: table, lines: [...lines] });
  closePeopleDialog();
  showUndoable({ text: text('people.imported', { count }), operations: [operation] });
}

/** Asks for a file of a kind, and answers its text; null where none was chosen. */
function chooseText(accept: string, mostBytes: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const field = document.createElement('input');
    field.type = 'file';
    field.accept = accept;
    field.addEventListener('cancel', () => resolve(null));
    field.addEventListener('change', () => {
      const [file] = field.files ?? [];
      if (!file) return resolve(null);
      readText(file, mostBytes).then(resolve, reject);
    });
    field.click();
  });
}

async function readText(file: File, mostBytes: number): Promise<string | null> {
  if (file.size <= mostBytes) return file.text();
  showToast({ text: text('people.fileTooLarge'), tone: 'error' });
  return null;
}

export async function openTable(): Promise<void> {
  const table = await chooseText('.csv,.tsv,.txt,text/csv', mostTableBytes);
  if (table !== null) openPeopleDialog({ kind: 'import', text: table });
}

/** Reads a join file that was dropped, or lets one be chosen. */
export async function openJoinFile(file?: File): Promise<void> {
  const join = await (file ? readText(file, mostJoinBytes) : chooseText('.ledgerline-join', mostJoinBytes));
  if (join !== null) openPeopleDialog({ kind: 'join', text: join });
}

export async function acceptInvitation(join: string, email: string): Promise<void> {
  const { personId, operation } = await call('invitations.accept', { text: join, email });
  closePeopleDialog();
  await refreshPeople();
  showPerson(personId);
  showUndoable({ text: text('people.joined', { name: nameOf(personId) }), operations: [operation] });
}

/** Asks for a folder and puts the join files there. */
export async function invite(people: Input<'invitations.make'>['people']): Promise<void> {
  const folder = await chooseFolder();
  if (folder === null) return;
  const { paths } = await call('invitations.make', { people, folder });
  closePeopleDialog();
  showToast({ text: text('people.invited', { count: paths.length, folder }) });
}

export async function editWorkspace(change: Partial<WorkspaceFacts>): Promise<void> {
  const { operation } = await call('workspace.edit', change);
  if (operation !== null) showUndoable({ text: text('workspace.changed'), operations: [operation] });
}

export async function switchProfile(person: PersonRow): Promise<void> {
  await call('workspace.switchProfile', { personId: person.id });
  // Everything may look different to somebody else.
  await queryClient.invalidateQueries();
  showToast({ text: text('workspace.switched', { name: person.name }) });
}

function nameOf(id: PersonId | null): string {
  const people = queryClient.getQueryData<readonly PersonRow[]>(['people.all', null]);
  return people?.find((person) => person.id === id)?.name ?? text('people.unknown');
}
