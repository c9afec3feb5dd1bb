import type { DurationUnit } from './cell-values.ts';
import { readCurrency } from './cell-values.ts';

export type TimeColumn =
  | 'id'
  | 'person'
  | 'login'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'client'
  | 'project'
  | 'task'
  | 'activity'
  | 'note'
  | 'tags'
  | 'billable'
  | 'date'
  | 'start'
  | 'end'
  | 'startDate'
  | 'startTime'
  | 'endDate'
  | 'endTime'
  | 'duration'
  | 'break'
  | 'rate'
  | 'fixedRate'
  | 'amount'
  | 'currency'
  | 'memberId'
  | 'clientId'
  | 'projectId'
  | 'taskId'
  | 'status'
  | 'tasks'
  | 'budgetHours'
  | 'archivedAt'
  | 'name';

/** What headings are called, in letters only. The first that is there counts. */
const names: Readonly<Partial<Record<TimeColumn, readonly string[]>>> = {
  id: ['id', 'timeentryid', 'entryid'],
  person: ['user', 'member', 'person', 'username', 'employee', 'teammember', 'who', 'worker', 'staff', 'alias'],
  login: ['login'],
  firstName: ['firstname'],
  lastName: ['lastname'],
  email: ['email', 'useremail', 'mail', 'memberemail'],
  client: ['client', 'customer', 'clientname', 'customername', 'company'],
  project: ['project', 'projectname'],
  task: ['task', 'taskname'],
  activity: ['activity', 'activityname', 'service'],
  note: ['description', 'notes', 'note', 'comment', 'comments', 'timeentry', 'summary', 'title'],
  tags: ['tags', 'tag', 'labels'],
  billable: ['billable', 'isbillable'],
  date: ['date', 'day', 'spentdate', 'spentat', 'workdate'],
  start: ['start', 'startedat', 'begin', 'from', 'startdatetime', 'timein'],
  end: ['end', 'endedat', 'to', 'stop', 'stoppedat', 'enddatetime', 'until', 'timeout'],
  startDate: ['startdate', 'begindate'],
  startTime: ['starttime', 'begintime'],
  endDate: ['enddate', 'stopdate'],
  endTime: ['endtime', 'stoptime'],
  duration: [
    'durationh',
    'duration',
    'hours',
    'timeh',
    'time',
    'durationdecimal',
    'hoursdecimal',
    'timedecimal',
    'durationseconds',
    'durationminutes',
    'minutes',
    'seconds',
    'durationhours',
    'totalhours',
    'length',
  ],
  break: ['break', 'breakduration', 'pause'],
  rate: ['billablerate', 'hourlyrate', 'rateperhour', 'hourlyprice'],
  fixedRate: ['fixedrate', 'fixedprice'],
  amount: ['amount', 'billableamount', 'totalprice', 'rate'],
  currency: ['currency'],
  memberId: ['memberid'],
  clientId: ['clientid'],
  projectId: ['projectid'],
  taskId: ['taskid'],
  status: ['status'],
  tasks: ['tasks'],
  budgetHours: ['estimatedh', 'budgethours', 'estimatedhours'],
  archivedAt: ['archivedat'],
  name: ['name'],
};

export type Columns = {
  at: Partial<Record<TimeColumn, number>>;
  /** Where the duration's heading says so. */
  durationUnit: DurationUnit | null;
  /** What stands in brackets behind a rate or an amount: 'Billable Rate (USD)'. */
  currency: string;
  /** Headings in letters only. */
  plain: string[];
};

/** Finds what the headings of a table mean. */
export function findColumns(headings: readonly string[]): Columns {
  const plain = headings.map(plainHeading);
  const bare = headings.map((heading) => plainHeading(heading.replace(/[([].*$/, '')));
  const at: Columns['at'] = {};
  for (const [column, known] of Object.entries(names) as [TimeColumn, readonly string[]][]) {
    for (const name of known) {
      const found = plain.indexOf(name) >= 0 ? plain.indexOf(name) : bare.indexOf(name);
      if (found < 0 || at[column] !== undefined) continue;
      at[column] = found;
    }
  }
  const duration = at.duration === undefined ? '' : (plain[at.duration] ?? '');
  const money = [at.rate, at.amount].map((index) => (index === undefined ? '' : (headings[index] ?? '')));
  return {
    at,
    durationUnit: unitOf(duration),
    currency: money.map((heading) => readCurrency(/\(([^)]*)\)\s*$/.exec(heading)?.[1] ?? '')).find(Boolean) ?? '',
    plain,
  };
}

function unitOf(heading: string): DurationUnit | null {
  if (/second/.test(heading)) return 'seconds';
  if (/minute/.test(heading)) return 'minutes';
  return /hour|decimal|h$/.test(heading) ? 'hours' : null;
}

function plainHeading(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z]/g, '');
}
