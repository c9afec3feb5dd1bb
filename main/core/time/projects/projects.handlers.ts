import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import type { ValueChange } from '#core/history/operations.repository.ts';
import { actorMay, requirePermission } from '#core/people/authorize.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { OperationKind } from '#shared/contract/operation.ts';
import type { Project, projectsContract } from '#shared/contract/projects.ts';
import type { ProjectId, TaskId } from '#shared/contract/studio-ids.ts';
import { AppError } from '#shared/errors.ts';
import { checkSubjects } from '../expenses/expense-changes.ts';
import { projectRecord, taskRecord, timeEntryRecord } from '../time-records.ts';
import {
  checkPerson,
  checkProject,
  newProject,
  newTask,
  reratings,
  taskPosition,
  withoutUndefined,
} from './project-changes.ts';
import { countUses, findProjectOf, getProject, listProjects, listTasks, nameOfSubject } from './projects.repository.ts';

export function projectsHandlers(context: Context): Handlers<typeof projectsContract> {
  const { db, history, changes, platform } = context;

  const apply = (kind: OperationKind, made: readonly ValueChange[], subject: string) => {
    const { operation } = history.apply(kind, made, subject);
    changes.add({ topics: ['time'] });
    return { operation };
  };

  return {
    'projects.list': ({ isArchived }) => listProjects(db, isArchived, platform.now()).map(asSeen),

    'projects.get': ({ id }) => ({
      project: asSeen(getProject(db, id, platform.now())),
      tasks: listTasks(db, id, platform.now()),
    }),

    'projects.make': (given) => {
      checkProject(given);
      checkPerson(db, given.clientId);
      checkSubjects(db, given);
      for (const { personId } of given.members ?? []) checkPerson(db, personId);
      const change = projectRecord.make(db, newProject(db, given, platform.now()));
      return { ...apply('makeProject', [change], given.name), id: change.itemId as ProjectId };
    },

    'projects.fromItem': ({ kind, id }) => {
      const name = nameOfSubject(db, kind, id);
      const found = findProjectOf(db, kind, id);
      if (found !== null) return { operation: null, id: found, isNew: false };
      const state = { ...newProject(db, { name }, platform.now()), [`${kind}Id`]: id };
      const change = projectRecord.make(db, state);
      return { ...apply('makeProject', [change], name), id: change.itemId as ProjectId, isNew: true };
    },

    'projects.edit': ({ id, fields, appliesRates }) => {
      const before = projectRecord.get(db, id);
      checkProject({ startsOn: before.startsOn, endsOn: before.endsOn, ...withoutUndefined(fields) });
      checkPerson(db, fields.clientId);
      checkSubjects(db, fields);
      const edits = projectRecord.edit(db, id, withoutUndefined(fields) as Partial<typeof before>);
      let rerated = 0;
      const { operation } = history.change(
        'editProject',
        () => {
          const now = { now: platform.now(), operationId: 0 };
          projectRecord.setter(db, valuesOf(edits), now);
          const rates = appliesRates ? reratings(db, { projectId: id }) : [];
          timeEntryRecord.setter(db, valuesOf(rates), now);
          rerated = new Set(rates.map(({ itemId }) => itemId)).size;
          return [...edits, ...rates];
        },
        fields.name ?? before.name,
      );
      changes.add({ topics: ['time'] });
      return { operation, rerated };
    },

    'projects.remove': ({ id }) => {
      const { name } = projectRecord.get(db, id);
      const { entries, money } = countUses(db, 'project', id);
      if (entries + money > 0) {
        throw new AppError('PROJECT_IN_USE', 'Time or money is kept under this project.', { entries, money });
      }
      const tasks = listTasks(db, id, platform.now()).map((task) => taskRecord.remove(db, task.id));
      return apply('removeProject', [...tasks, projectRecord.remove(db, id)], name);
    },

    'projects.tasks': ({ projectId }) => listTasks(db, projectId, platform.now()),

    'projects.makeTask': ({ projectId, fields }) => {
      projectRecord.get(db, projectId);
      checkPerson(db, fields.assigneeId);
      checkSubjects(db, { songId: fields.songId });
      const change = taskRecord.make(db, newTask(db, projectId, fields, platform.now()));
      return { ...apply('editTasks', [change], fields.name), id: change.itemId as TaskId };
    },

    'projects.editTask': ({ id, fields }) => {
      const before = taskRecord.get(db, id);
      checkPerson(db, fields.assigneeId);
      checkSubjects(db, { songId: fields.songId });
      const edits = taskRecord.edit(db, id, withoutUndefined(fields) as Partial<typeof before>);
      return apply('editTasks', edits, fields.name ?? before.name);
    },

    'projects.moveTask': ({ id, before }) => {
      const task = taskRecord.get(db, id);
      const position = taskPosition(db, { id, projectId: task.projectId }, before);
      return apply('editTasks', taskRecord.edit(db, id, { position }), task.name);
    },

    'projects.removeTask': ({ id }) => {
      requirePermission('editProjects');
      const { name } = taskRecord.get(db, id);
      const { entries } = countUses(db, 'task', id);
      if (entries > 0) throw new AppError('PROJECT_IN_USE', 'Time is kept under this task.', { entries, money: 0 });
      return apply('editTasks', [taskRecord.remove(db, id)], name);
    },
  };
}

function valuesOf(made: readonly ValueChange[]) {
  return made.map(({ itemId, field, newValue }) => ({ itemId: itemId as number, field, value: newValue }));
}

/** What others earn, and what comes in, is not for everybody to see: of two sums and the hours a rate could be worked out. */
function asSeen(project: Project): Project {
  const { personId } = currentActor();
  if (actorMay('editProjects')) return project;
  const own = { ...project, members: project.members.filter((member) => member.personId === personId) };
  if (actorMay('viewReports')) return own;
  return { ...own, rateMinor: null, budgetMinor: null, burn: { ...project.burn, ...noMoney }, isCut: true };
}

const noMoney = {
  ...{ timeMinor: 0, expenseMinor: 0, spentMinor: 0, incomeMinor: 0, feeMinor: 0, royaltyMinor: 0 },
  ...{ hourMinor: null, moneyShare: null, uncounted: [] },
};
