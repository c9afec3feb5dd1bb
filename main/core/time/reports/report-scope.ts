import { type Db, prepare } from '#core/db/query.ts';
import type { ReportDefinition, ReportGroup, ReportResult, ReportRow } from '#shared/contract/reports.ts';
import { dayText, ZoneClock } from '#shared/zone-clock.ts';
import { NameBook, type Subject } from './name-book.ts';
import { type DayRange, monthOf, resolvePeriod, stepOf } from './period.ts';
import { countRunning, type EntryScope } from './read-entries.ts';
import type { Rounding } from './rounding.ts';

/** What every kind of report works with. */
export type ReportScope = EntryScope & {
  db: Db;
  definition: ReportDefinition;
  now: number;
  /** The workspace's currency: the first of several. */
  currency: string;
};

export function openScope(db: Db, definition: ReportDefinition, now: number): ReportScope {
  const workspace = prepare(db, 'SELECT currency, time_zone, week_start FROM workspace').get() as {
    currency: string;
    time_zone: string;
    week_start: number;
  };
  const zone = workspace.time_zone || Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = new ZoneClock(zone);
  return {
    db,
    definition,
    now,
    clock,
    weekStart: workspace.week_start,
    currency: workspace.currency,
    range: resolvePeriod(definition.period, now, clock, workspace.week_start),
    filter: definition.filter,
    book: new NameBook(db),
  };
}

/** An empty result, to be filled. `seen` is what lies in it where the period is since ever. */
export function baseResult(scope: ReportScope, seen: DayRange): ReportResult {
  const { db, definition, clock, range } = scope;
  const shown = range ?? seen;
  return {
    kind: definition.kind,
    from: shown ? dayText(shown.from) : '',
    to: shown ? dayText(shown.to) : '',
    zone: clock.zone,
    columns: [],
    rows: [],
    rowCount: 0,
    total: [],
    entryCount: 0,
    runningCount: countRunning(db, scope),
    unratedCount: 0,
    hasProjectRounding: false,
    chart: null,
  };
}

/** A project that rounds in its own way does so in every report. */
export function roundingOf({ book, definition }: ReportScope, projectId: number | null): Rounding {
  return (projectId === null ? null : book.projects.get(projectId)?.rounding) ?? definition.rounding;
}

export type Grouped = Subject & { personId: number; activity: string };

/** What a piece of work is put under: a number, 0 for none; for an activity its word. */
export function keyOf(
  group: ReportGroup,
  subject: Grouped,
  day: number,
  { book, weekStart }: ReportScope,
): number | string {
  switch (group) {
    case 'project':
      return subject.projectId ?? 0;
    case 'task':
      return subject.taskId ?? 0;
    case 'person':
      return subject.personId;
    case 'client':
      return book.clientOf(subject) ?? 0;
    case 'song':
      return book.songOf(subject) ?? 0;
    case 'pack':
      return book.packOf(subject) ?? 0;
    case 'release':
      return book.releaseOf(subject) ?? 0;
    case 'activity':
    case 'category':
      return subject.activity;
    case 'day':
    case 'week':
    case 'month':
      return stepOf(day, group, weekStart);
  }
}

type Labelled = Pick<ReportRow, 'group' | 'id' | 'label' | 'isGone' | 'colour'>;

export function labelOf(group: ReportGroup, key: number | string, { book }: ReportScope): Labelled {
  if (typeof key === 'string') return { group, id: null, label: key, isGone: false, colour: '' };
  if (group === 'day' || group === 'week' || group === 'month') {
    return { group, id: null, label: dayText(group === 'month' ? monthOf(key) : key), isGone: false, colour: '' };
  }
  if (key === 0) return { group, id: null, label: '', isGone: false, colour: '' };
  const found = namesOf(group, book).get(key);
  const colour = group === 'project' ? (book.projects.get(key)?.colour ?? '') : '';
  return { group, id: key, label: found?.name ?? '', isGone: !found, colour };
}

function namesOf(group: ReportGroup, book: NameBook): ReadonlyMap<number, { name: string }> {
  if (group === 'project') return book.projects;
  if (group === 'task') return book.tasks;
  if (group === 'song') return book.songs;
  if (group === 'pack') return book.packs;
  return group === 'release' ? book.releases : book.people;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Periods in order, names by the alphabet or by what they come to; those about none last. */
export function sortLabelled<Item extends { labelled: Labelled; weight: number }>(
  items: Item[],
  sort: ReportDefinition['sort'],
): Item[] {
  const isPeriod = ['day', 'week', 'month'].includes(items[0]?.labelled.group ?? '');
  return items.sort((one, other) => {
    const [first, second] = [one.labelled.label, other.labelled.label];
    if ((first === '') !== (second === '')) return first === '' ? 1 : -1;
    if (isPeriod) return first < second ? -1 : 1;
    return (sort === 'amount' ? other.weight - one.weight : 0) || collator.compare(first, second);
  });
}
