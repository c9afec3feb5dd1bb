import type { IncomeFields, IncomeId } from '#shared/contract/income.ts';
import type { Project, ProjectFields, ProjectSubject, Task, TaskFields } from '#shared/contract/projects.ts';
import type { ProjectId, TaskId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { showView } from '../../app/view.store.ts';
import { text } from '../../messages/use-text.ts';
import { amountText } from '../approvals/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';

export async function makeProject(fields: Partial<ProjectFields> & { name: string }): Promise<void> {
  const { id, operation } = await call('projects.make', fields);
  showUndoable({ text: text('projects.didMake', { name: fields.name }), operations: [operation] });
  showView('projects', id);
}

export async function editProject(
  { id, name }: Project,
  fields: Partial<ProjectFields>,
  appliesRates = false,
): Promise<void> {
  const { operation, rerated } = await call('projects.edit', { id, fields, appliesRates });
  const values = { name: fields.name ?? name, count: rerated };
  showUndoable({
    text: text(rerated > 0 ? 'projects.didRerate' : 'projects.didEdit', values),
    operations: [operation],
  });
}

export function archiveProject(project: Project): Promise<void> {
  return attempt(async () => {
    const isArchived = project.status === 'archived';
    const { operation } = await call('projects.edit', {
      id: project.id,
      fields: { status: isArchived ? 'active' : 'archived' },
    });
    const said = isArchived ? 'projects.didBringBack' : 'projects.didArchive';
    showUndoable({ text: text(said, { name: project.name }), operations: [operation] });
  });
}

export function removeProject(project: Project): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('projects.remove', { id: project.id });
    showView('projects');
    showUndoable({ text: text('projects.didRemove', { name: project.name }), operations: [operation] });
  });
}

/** Goes to the project of a pack, song or release, which is made where there is none. */
export function trackTimeOn(subject: ProjectSubject): Promise<void> {
  return attempt(async () => {
    const { id, operation, isNew } = await call('projects.fromItem', subject);
    showView('projects', id);
    if (isNew) showUndoable({ text: text('projects.didStart'), operations: [operation] });
  });
}

export function addTask(projectId: ProjectId, name: string): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('projects.makeTask', { projectId, fields: { name } });
    showUndoable({ text: text('projects.didAddTask', { name }), operations: [operation] });
  });
}

export function editTask({ id, name }: Task, fields: Partial<TaskFields>): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('projects.editTask', { id, fields });
    showUndoable({ text: text('projects.didEditTask', { name: fields.name ?? name }), operations: [operation] });
  });
}

export function moveTask(id: TaskId, before: TaskId | null): Promise<void> {
  return attempt(async () => {
    await call('projects.moveTask', { id, before });
  });
}

export function removeTask({ id, name }: Task): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('projects.removeTask', { id });
    showUndoable({ text: text('projects.didRemoveTask', { name }), operations: [operation] });
  });
}

export type NewIncome = Pick<IncomeFields, 'date' | 'kind' | 'amountMinor' | 'currency'> & Partial<IncomeFields>;

export async function addIncome(fields: NewIncome): Promise<void> {
  const { operation } = await call('income.make', fields);
  const amount = amountText(fields.amountMinor, fields.currency);
  showUndoable({ text: text('projects.didAddIncome', { amount }), operations: [operation] });
}

export function removeIncome(id: IncomeId): Promise<void> {
  return attempt(async () => {
    const { operation } = await call('income.remove', { id });
    showUndoable({ text: text('projects.didRemoveIncome'), operations: [operation] });
  });
}
