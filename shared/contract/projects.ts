import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { currency, dayOrNone, minor, packId, projectId, releaseId, songId, taskId } from './studio-ids.ts';

export const projectStatuses = ['planned', 'active', 'onHold', 'completed', 'archived'] as const;
export const projectStatus = z.enum(projectStatuses);
export type ProjectStatus = z.output<typeof projectStatus>;

/** Colours of the design's tokens that a project can have; '' takes one by its number. */
export const projectColours = ['orange', 'pink', 'blue', 'green', 'violet', 'teal', 'yellow', 'grey'] as const;
export const projectColour = z.union([z.enum(projectColours), z.literal('')]);
export type ProjectColour = z.output<typeof projectColour>;

/** How reports round each entry of a project; what is stored is never rounded. */
export const timeRounding = z.object({
  mode: z.enum(['up', 'down', 'nearest']),
  minutes: z.number().int().min(1).max(120),
});
export type TimeRounding = z.output<typeof timeRounding>;

/** What an hour costs, in the smallest unit. */
const rate = minor.min(0).max(1_000_000_000).nullable();

export const projectMember = z.object({ personId, rateMinor: rate });

/** What a user says of a project. */
export const projectFields = z.object({
  name: z.string().trim().min(1).max(200),
  code: z.string().trim().max(40),
  clientId: personId.nullable(),
  status: projectStatus,
  colour: projectColour,
  note: z.string().max(10_000),
  budgetMinutes: z.number().int().min(0).max(60_000_000).nullable(),
  /** In the project's currency. */
  budgetMinor: minor.min(0).nullable(),
  currency,
  /** Whether its time is, unless an entry says otherwise. */
  isBillable: z.boolean(),
  rateMinor: rate,
  startsOn: dayOrNone,
  endsOn: dayOrNone,
  rounding: timeRounding.nullable(),
  packId: packId.nullable(),
  songId: songId.nullable(),
  releaseId: releaseId.nullable(),
  /** Who has a rate of their own here. */
  members: z.array(projectMember).max(200),
});
export type ProjectFields = z.output<typeof projectFields>;

/** What was used of a project's budget; a running timer counts until now. */
export const projectBurn = z.object({
  trackedMs: z.number(),
  billableMs: z.number(),
  /** Billable time at its frozen rates, each entry rounded; in the project's currency, like all below. */
  timeMinor: minor,
  /** All expenses that were not returned. */
  expenseMinor: minor,
  spentMinor: minor,
  incomeMinor: minor,
  /** Of the income, what is a fee, and what royalties and sales. */
  feeMinor: minor,
  royaltyMinor: minor,
  /** What an hour has earned so far: income for tracked time; null without either. */
  hourMinor: minor.nullable(),
  /** 1 is all of the budget; null without one. */
  hoursShare: z.number().nullable(),
  moneyShare: z.number().nullable(),
  /** Currencies that no exchange rate was ever entered for; what is in them is not counted. */
  uncounted: z.array(currency),
});
export type ProjectBurn = z.output<typeof projectBurn>;

export const project = projectFields.extend({
  id: projectId,
  clientName: z.string(),
  /** The title of the pack, song or release it is about. */
  subject: z.string(),
  taskCount: z.number().int(),
  openTaskCount: z.number().int(),
  /** With a name for those who are members. */
  members: z.array(projectMember.extend({ name: z.string() })),
  createdAt: z.number(),
  burn: projectBurn,
  /** Whoever asks may not see money: rates, budgets in money and what was spent and earned are left out. */
  isCut: z.boolean(),
});
export type Project = z.output<typeof project>;

export const taskFields = z.object({
  name: z.string().trim().min(1).max(200),
  status: z.enum(['open', 'done']),
  assigneeId: personId.nullable(),
  estimateMinutes: z.number().int().min(0).max(6_000_000).nullable(),
  due: dayOrNone,
  note: z.string().max(10_000),
  songId: songId.nullable(),
  /** A step of that song, whose timer logs here. */
  stepKey: z.string().max(80),
});
export type TaskFields = z.output<typeof taskFields>;

export const task = taskFields.extend({
  id: taskId,
  projectId,
  assigneeName: z.string(),
  position: z.number(),
  trackedMs: z.number(),
});
export type Task = z.output<typeof task>;

/** Something that time is tracked on. */
export const projectSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pack'), id: packId }),
  z.object({ kind: z.literal('song'), id: songId }),
  z.object({ kind: z.literal('release'), id: releaseId }),
]);
export type ProjectSubject = z.output<typeof projectSubject>;

const changed = z.object({ operation: operationId.nullable() });
const topics = ['time', 'expenses', 'people', 'songs', 'packs', 'releases'] as const;

export const projectsContract = {
  /** In the order of their names; archived ones only where they are asked for. */
  'projects.list': query(
    topics,
    z.object({ isArchived: z.boolean().default(false) }).default({ isArchived: false }),
    z.array(project),
  ),
  'projects.get': query(topics, z.object({ id: projectId }), z.object({ project, tasks: z.array(task) })),
  /** Without a currency it is the workspace's. */
  'projects.make': command(projectFields.partial().required({ name: true }), changed.extend({ id: projectId })),
  /** The project of a pack, song or release: the one there is that is not archived, or a new one named after it. */
  'projects.fromItem': command(projectSubject, changed.extend({ id: projectId, isNew: z.boolean() })),
  /**
   * `appliesRates`: changed rates also count for past time of the project that is not invoiced; locked weeks keep theirs.
   * `rerated` counts the entries.
   */
  'projects.edit': command(
    z.object({ id: projectId, fields: projectFields.partial(), appliesRates: z.boolean().default(false) }),
    changed.extend({ rerated: z.number().int() }),
  ),
  /** With its tasks. Throws PROJECT_IN_USE where time, expenses or income name it: those are archived instead. */
  'projects.remove': command(z.object({ id: projectId }), changed),

  /** Of one project, or of all that are not archived; in their order. */
  'projects.tasks': query(['time', 'people'], z.object({ projectId: projectId.nullable() }), z.array(task)),
  'projects.makeTask': command(
    z.object({ projectId, fields: taskFields.partial().required({ name: true }) }),
    changed.extend({ id: taskId }),
  ),
  'projects.editTask': command(z.object({ id: taskId, fields: taskFields.partial() }), changed),
  /** Puts it before another one of its project; null: at the end. */
  'projects.moveTask': command(z.object({ id: taskId, before: taskId.nullable() }), changed),
  /** Throws PROJECT_IN_USE where time names it. */
  'projects.removeTask': command(z.object({ id: taskId }), changed),
};
