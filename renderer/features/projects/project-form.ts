import type { PersonId } from '#shared/contract/people.ts';
import type { Project, ProjectFields } from '#shared/contract/projects.ts';
import { formatMoney, parseMoney } from '#shared/money.ts';

export type MemberForm = { personId: PersonId; rate: string };

/** What is typed; nothing of it counts before it is saved. */
export type ProjectForm = Pick<
  ProjectFields,
  | 'name'
  | 'code'
  | 'clientId'
  | 'status'
  | 'colour'
  | 'note'
  | 'currency'
  | 'isBillable'
  | 'startsOn'
  | 'endsOn'
  | 'rounding'
> & { hours: string; money: string; rate: string; members: MemberForm[] };

export function newForm(currency: string): ProjectForm {
  return {
    ...{ name: '', code: '', clientId: null, status: 'active', colour: '', note: '', currency, isBillable: false },
    ...{ startsOn: '', endsOn: '', rounding: null, hours: '', money: '', rate: '', members: [] },
  };
}

export function formOf(project: Project): ProjectForm {
  const { name, code, clientId, status, colour, note, currency, isBillable, startsOn, endsOn, rounding } = project;
  const amount = (minor: number | null) => (minor === null ? '' : formatMoney(minor, currency));
  return {
    ...{ name, code, clientId, status, colour, note, currency, isBillable, startsOn, endsOn, rounding },
    hours: project.budgetMinutes === null ? '' : String(Number((project.budgetMinutes / 60).toFixed(2))),
    money: amount(project.budgetMinor),
    rate: amount(project.rateMinor),
    members: project.members.map(({ personId, rateMinor }) => ({ personId, rate: amount(rateMinor) })),
  };
}

export type FormProblem = 'name' | 'hours' | 'money' | 'rate' | 'dates' | 'members';

/** What is to be saved, or what stands in the way. */
export function readForm(form: ProjectForm): { fields: ProjectFormFields } | { problem: FormProblem } {
  const { hours, money, rate, members, ...rest } = form;
  const { currency, startsOn, endsOn } = form;
  const amount = (typed: string) => (typed.trim() === '' ? null : (parseMoney(typed, currency) ?? -1));
  const budgetMinutes = hours.trim() === '' ? null : minutesOf(hours);
  const budgetMinor = amount(money);
  const rateMinor = amount(rate);
  const rates = members.map(({ personId, rate: own }) => ({ personId, rateMinor: amount(own) }));
  const name = form.name.trim();
  if (name === '') return { problem: 'name' };
  if (budgetMinutes !== null && Number.isNaN(budgetMinutes)) return { problem: 'hours' };
  if (budgetMinor !== null && budgetMinor < 0) return { problem: 'money' };
  if (rateMinor !== null && rateMinor < 0) return { problem: 'rate' };
  if (rates.some((member) => member.rateMinor !== null && member.rateMinor < 0)) return { problem: 'members' };
  if (startsOn !== '' && endsOn !== '' && endsOn < startsOn) return { problem: 'dates' };
  return { fields: { ...rest, name, budgetMinutes, budgetMinor, rateMinor, members: rates } };
}

export type ProjectFormFields = Omit<ProjectFields, 'packId' | 'songId' | 'releaseId'>;

/** Minutes of hours as '80', '12.5' or '12:30'; NaN for anything else. */
function minutesOf(text: string): number {
  const clock = /^\s*(\d{1,5}):([0-5]\d)\s*$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  return /^\s*\d{1,5}(?:[.,]\d{1,2})?\s*$/.test(text) ? Math.round(Number(text.replace(',', '.')) * 60) : Number.NaN;
}
