import { z } from 'zod';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { currency, day, minor, packId, projectId, songId, taskId, timeEntryId, timeZone } from './studio-ids.ts';

/** What studios do; other programs' exports bring names of their own. */
export const activities = [
  'writing',
  'recording',
  'editing',
  'mixing',
  'mastering',
  'rehearsal',
  'session',
  'admin',
] as const;

/** As many entries as one call takes. */
export const mostTimeEntries = 5000;

/** Milliseconds since 1970, in UTC. */
const moment = z.number().int().min(0).max(8_640_000_000_000);

/** What clocks show: '2026-11-20T13:02'. */
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

/** What time is spent on. A step is one of its song's. */
export const timeTarget = z.object({
  projectId: projectId.nullable(),
  taskId: taskId.nullable(),
  songId: songId.nullable(),
  stepKey: z.string().max(80),
});
export type TimeTarget = z.output<typeof timeTarget>;

export const timeFacts = timeTarget.extend({
  note: z.string().max(2000),
  tags: z.array(z.string().trim().min(1).max(60)).max(20),
  /** One of `activities`, a name of an import, or empty. */
  activity: z.string().max(60),
  isBillable: z.boolean(),
});
export type TimeFacts = z.output<typeof timeFacts>;

/** What the numbers of a target stand for now; empty where there is none, or it is gone. */
export const timeNames = z.object({
  project: z.string(),
  colour: z.string(),
  client: z.string(),
  pack: z.string(),
  task: z.string(),
  song: z.string(),
  step: z.string(),
});
export type TimeNames = z.output<typeof timeNames>;

/** Why an entry may not be changed: its week is submitted or approved, or lies in a closed period. */
export const timeLock = z.enum(['', 'submitted', 'approved', 'closed']);
export type TimeLock = z.output<typeof timeLock>;

export const timeEntry = timeFacts.extend({
  id: timeEntryId,
  personId,
  names: timeNames,
  startAt: z.number(),
  /** The first moment that does not belong to it; null while it runs. */
  endAt: z.number().nullable(),
  breakMs: z.number(),
  /** In which the times were meant. */
  timeZone: z.string(),
  /** What an hour costs, since it ended. */
  rateMinor: minor.nullable(),
  currency: z.string(),
  rateSource: z.enum(['', 'projectPerson', 'project', 'person', 'workspace', 'import']),
  source: z.enum(['timer', 'manual', 'grid', 'import']),
  invoicedAt: z.number().nullable(),
  lock: timeLock,
});
export type TimeEntry = z.output<typeof timeEntry>;

/**
 * When an entry was. Local times are whole minutes of `timeZone` (the person's without it); `isLater` takes the second of two
 * moments where clocks are put back. An end that is not after its start is refused.
 */
export const entryTimes = z.union([
  z.object({ startAt: moment, endAt: moment }),
  z.object({
    start: localTime,
    end: localTime,
    timeZone: timeZone.optional(),
    isStartLater: z.boolean().optional(),
    isEndLater: z.boolean().optional(),
  }),
]);
export type EntryTimes = z.input<typeof entryTimes>;

/**
 * What is said beside a change: clocks skip that time and it was moved on · clocks show it twice and the first was taken · it is
 * long · it lies in the future · it overlaps, and by how much · another entry was shortened for it · the clock was put back and it
 * ends when it was last seen.
 */
export const timeRemark = z.discriminatedUnion('code', [
  z.object({ code: z.literal('movedOn'), end: z.enum(['start', 'end']), to: z.number() }),
  z.object({ code: z.literal('twice'), end: z.enum(['start', 'end']), taken: z.number(), other: z.number() }),
  z.object({ code: z.literal('long'), minutes: z.number() }),
  z.object({ code: z.literal('future') }),
  z.object({
    code: z.literal('overlap'),
    entryId: timeEntryId,
    name: z.string(),
    from: z.number(),
    to: z.number(),
  }),
  z.object({ code: z.literal('trimmed'), entryId: timeEntryId, name: z.string(), from: z.number(), to: z.number() }),
  z.object({ code: z.literal('clockBack'), endAt: z.number() }),
]);
export type TimeRemark = z.output<typeof timeRemark>;

/**
 * What is asked about a running timer. Time from `from` to `to` (null: it still goes on) may not have been work: nobody touched
 * the machine, it slept or was locked, the program did not run, or no window of a browser was used. `long`: it runs longer than
 * anybody works. `clock`: the clock was put back by `to - from`.
 */
export const timerQuestion = z.object({
  kind: z.enum(['idle', 'sleep', 'closed', 'window', 'long', 'clock']),
  from: z.number(),
  to: z.number().nullable(),
});
export type TimerQuestion = z.output<typeof timerQuestion>;

export const timerAnswers = ['keep', 'discardAndGoOn', 'discardAndStop', 'move'] as const;

/** A stretch that two entries of a person share; `shorter` is the one that would be shortened: the one that began first. */
export const timeOverlap = z.object({
  first: timeEntryId,
  firstName: z.string(),
  second: timeEntryId,
  secondName: z.string(),
  from: z.number(),
  to: z.number(),
});
export type TimeOverlap = z.output<typeof timeOverlap>;

export const timeCell = z.object({
  ms: z.number(),
  entryIds: z.array(timeEntryId),
  isRunning: z.boolean(),
  isOverlapping: z.boolean(),
  lock: timeLock,
});
export type TimeCell = z.output<typeof timeCell>;

const budget = z.object({
  /** Of all people and all time, against what was planned; with expenses. */
  spentMs: z.number(),
  minutes: z.number().nullable(),
  /** 0 where no money is planned. */
  spentMinor: minor,
  budgetMinor: minor.nullable(),
  currency: z.string(),
});

export const timeRow = z.object({
  target: timeTarget,
  names: timeNames,
  cells: z.array(timeCell),
  totalMs: z.number(),
});
export type TimeRow = z.output<typeof timeRow>;

export const timeGroup = z.object({
  projectId: projectId.nullable(),
  names: timeNames,
  isBillable: z.boolean(),
  /** What an hour costs there; null where nobody said. */
  rateMinor: minor.nullable(),
  currency: z.string(),
  totals: z.array(z.number()),
  totalMs: z.number(),
  budget: budget.nullable(),
  rows: z.array(timeRow),
});
export type TimeGroup = z.output<typeof timeGroup>;

export const timeWeek = z.object({
  personId,
  personName: z.string(),
  /** Of whoever asks. */
  isOwn: z.boolean(),
  timeZone: z.string(),
  weekNumber: z.number().int(),
  /** The seven days, and the first moment of each and of the day after; not all days have 24 hours. */
  days: z.array(day),
  starts: z.array(z.number()),
  today: day,
  groups: z.array(timeGroup),
  totals: z.array(z.number()),
  totalMs: z.number(),
  billableMs: z.number(),
  /** What the person means to work in a week; null where nothing is said. */
  targetMinutes: z.number().nullable(),
  overlaps: z.array(timeOverlap),
  lock: timeLock,
});
export type TimeWeek = z.output<typeof timeWeek>;

/** A piece of an entry that lies in a day. */
export const dayBlock = z.object({
  entry: timeEntry,
  from: z.number(),
  to: z.number(),
  beginsBefore: z.boolean(),
  goesOn: z.boolean(),
});
export type DayBlock = z.output<typeof dayBlock>;

export const timeDay = z.object({
  personId,
  timeZone: z.string(),
  day,
  startAt: z.number(),
  endAt: z.number(),
  now: z.number(),
  totalMs: z.number(),
  blocks: z.array(dayBlock),
  /** Between the first block and the last, from five minutes on. */
  gaps: z.array(z.object({ from: z.number(), to: z.number() })),
  overlaps: z.array(timeOverlap),
});
export type TimeDay = z.output<typeof timeDay>;

const changed = z.object({ operation: operationId.nullable(), remarks: z.array(timeRemark) });
const whose = z.object({ personId: personId.optional() });
const one = z.object({ id: timeEntryId });

/**
 * Time is kept as it was, to the millisecond; only reports round. Without `personId` a method is about whoever calls.
 * TIME_LOCKED where a week was handed in or a period is closed, TIME_OVERLAP where the workspace forbids it, TIME_INVALID for
 * times that cannot be, TIMER_RUNNING where a timer runs already, TIMER_NOT_RUNNING where none does.
 */
export const timeContract = {
  /** The timer of a person, and what is to be asked about it. */
  'time.running': query(
    ['time', 'songs', 'packs'],
    whose.optional(),
    z.object({ entry: timeEntry.nullable(), question: timerQuestion.nullable(), now: z.number() }),
  ),
  /**
   * Throws TIMER_RUNNING where one runs: two windows may start at once, and one of them wins. Without `since`: from now on; TIME_INVALID
   * for longer ago than a day, TIME_LOCKED in a week that was handed in.
   */
  'time.start': command(
    timeFacts.partial().extend({ since: moment.optional(), timeZone: timeZone.optional() }),
    changed.extend({ entry: timeEntry }),
  ),
  /** Now, or at an earlier moment. An entry is a second long at least, also where the clock was put back. */
  'time.stop': command(whose.extend({ at: moment.optional() }), changed.extend({ entry: timeEntry })),
  /** Stops what runs and starts this, in one step to undo; starts it where nothing runs. */
  'time.switch': command(
    timeFacts.partial().extend({ timeZone: timeZone.optional() }),
    changed.extend({ entry: timeEntry, stopped: timeEntry.nullable() }),
  ),
  /** Starts what an entry was about again; what runs stops. */
  'time.continue': command(
    one.extend({ timeZone: timeZone.optional() }),
    changed.extend({ entry: timeEntry, stopped: timeEntry.nullable() }),
  ),
  /**
   * The answer to what is asked. `keep`: all of it was work · `discardAndGoOn`: it ends where the idle part began, and goes on
   * from its end · `discardAndStop` · `move`: as before, and the idle part becomes an entry of its own about `to`.
   */
  'time.answer': command(
    one.extend({ answer: z.enum(timerAnswers), to: timeFacts.partial().optional() }),
    changed.extend({ entry: timeEntry.nullable() }),
  ),
  /** A browser's window was used, at most once a minute: nobody else can tell there. */
  'time.noteInput': command(z.void(), z.void()),

  /** Those that touch [from, to), oldest first. `query` as in the search field: project: who: billable: tag: and words. */
  'time.entries': query(
    ['time', 'songs', 'packs', 'people'],
    whose.extend({
      from: moment,
      to: moment,
      /** Of everybody; needs to see all time. */
      isAll: z.boolean().default(false),
      songId: songId.optional(),
      packId: packId.optional(),
      projectId: projectId.optional(),
      query: z.string().max(500).default(''),
    }),
    z.object({ entries: z.array(timeEntry), totalMs: z.number(), billableMs: z.number(), isCut: z.boolean() }),
  ),
  'time.getEntries': query(
    ['time', 'songs', 'packs'],
    z.object({ ids: z.array(timeEntryId).max(500) }),
    z.array(timeEntry),
  ),
  'time.addEntry': command(
    timeFacts.partial().extend({
      personId: personId.optional(),
      times: entryTimes,
      breakMinutes: z.number().int().min(0).max(1440).default(0),
    }),
    changed.extend({ entry: timeEntry }),
  ),
  'time.editEntry': command(
    one.extend({
      times: entryTimes.optional(),
      breakMinutes: z.number().int().min(0).max(1440).optional(),
      facts: timeFacts.partial().default({}),
    }),
    changed.extend({ entry: timeEntry }),
  ),
  /** Several at once, as one step to undo; tags are added and taken away. */
  'time.editMany': command(
    z.object({
      ids: z.array(timeEntryId).min(1).max(mostTimeEntries),
      facts: timeFacts.omit({ tags: true }).partial(),
      addTags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
      removeTags: z.array(z.string()).max(100).default([]),
    }),
    changed.extend({ count: z.number().int() }),
  ),
  'time.removeEntries': command(
    z.object({ ids: z.array(timeEntryId).min(1).max(mostTimeEntries) }),
    changed.extend({ count: z.number().int() }),
  ),
  /** Shortens the first of two that overlap. */
  'time.trim': command(z.object({ first: timeEntryId, second: timeEntryId }), changed),
  /**
   * What a cell of the week adds up to. Without an entry one is made in the first free place of the day from nine on; one entry
   * becomes longer or shorter, within its day, nothing takes it away. Throws TIME_SEVERAL where several make up the cell.
   */
  'time.setCell': command(
    timeTarget.extend({ personId: personId.optional(), day, minutes: z.number().int().min(0).max(1440) }),
    changed.extend({ entry: timeEntry.nullable() }),
  ),

  /** The week a day is in; of the one member that `who:` names, where no person is given and others' time may be seen. */
  'time.week': query(
    ['time', 'songs', 'packs', 'people'],
    whose.extend({ day: day.optional(), query: z.string().max(500).default('') }),
    timeWeek,
  ),
  'time.day': query(['time', 'songs', 'packs', 'people'], whose.extend({ day: day.optional() }), timeDay),
  /** What time can be spent on, by what is typed: tasks, projects, songs and their steps; what was used last comes first. */
  'time.targets': query(
    ['time', 'songs', 'packs'],
    z.object({ text: z.string().max(200).default(''), limit: z.number().int().min(1).max(100).default(20) }),
    z.array(
      timeTarget.extend({
        names: timeNames,
        isBillable: z.boolean(),
        isFavourite: z.boolean(),
        lastAt: z.number().nullable(),
      }),
    ),
  ),
  'time.tags': query(['time'], z.void(), z.array(z.string())),
  /** What a person keeps at hand, and the hours of a week they mean to work. */
  'time.setFavourites': command(z.object({ targets: z.array(timeTarget).max(50) }), changed),
  'time.setWeekTarget': command(z.object({ minutes: z.number().int().min(0).max(10_080).nullable() }), changed),
  /** Time spent on a song, by its steps; of everybody. */
  'time.ofSong': query(
    ['time'],
    z.object({ songId }),
    z.object({
      totalMs: z.number(),
      steps: z.array(z.object({ stepKey: z.string(), ms: z.number(), isRunning: z.boolean() })),
    }),
  ),
  /** What an hour of a person on a project costs now. */
  'time.rate': query(
    ['time', 'people'],
    whose.extend({ projectId: projectId.nullable() }),
    z.object({ rateMinor: minor.nullable(), currency, source: timeEntry.shape.rateSource }),
  ),
  /** Gives past entries that were not invoiced, and whose week is open, the rate of now: of a project, a person, or both. */
  'time.applyRates': command(
    z.object({ projectId: projectId.optional(), personId: personId.optional() }),
    changed.extend({ count: z.number().int() }),
  ),
};
