import type { Approval } from '#shared/contract/approvals.ts';
import { expenseCategories } from '#shared/contract/expenses.ts';
import type { SheetWarning, Timesheet } from '#shared/contract/timesheets.ts';
import { formatMoney } from '#shared/money.ts';
import { formatHours } from '#shared/time/duration.ts';
import type { Text } from '../../messages/use-text.ts';

const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** '20 Nov' of 'yyyy-mm-dd'. */
export function shortDay(day: string): string {
  return dayMonth.format(Date.parse(`${day}T00:00:00Z`));
}

/** 'Week 46, 9 to 15 Nov'. */
export function weekText(text: Text, { week, lastDay, weekNumber }: Timesheet): string {
  const isOneMonth = week.slice(0, 7) === lastDay.slice(0, 7);
  const from = isOneMonth ? String(Number(week.slice(8))) : shortDay(week);
  return text('approvals.week', { number: weekNumber, from, to: shortDay(lastDay) });
}

export function amountText(minor: number, currency: string): string {
  return `${formatMoney(minor, currency)} ${currency}`;
}

/** The name of a category, or what an import calls it. */
export function categoryText(text: Text, category: string): string {
  const known = expenseCategories.find((each) => each === category);
  return known ? text(`expenses.category.${known}`) : category;
}

/** One that is the same over time. */
export function keyOfApproval(approval: Approval): string {
  if (approval.kind === 'timesheet') return `timesheet ${approval.timesheet.personId} ${approval.timesheet.week}`;
  return approval.kind === 'expense' ? `expense ${approval.expense.id}` : `${approval.kind} ${approval.id}`;
}

/** Who, and how much of what. */
export function approvalWords(text: Text, approval: Approval): { name: string; figure: string; about: string } {
  if (approval.kind === 'timesheet') {
    const { timesheet } = approval;
    return { name: timesheet.personName, figure: formatHours(timesheet.totalMs), about: weekText(text, timesheet) };
  }
  if (approval.kind === 'expense') {
    const { expense } = approval;
    const what = expense.description || categoryText(text, expense.category);
    const about = [what, shortDay(expense.date), expense.projectName].filter((part) => part !== '').join(', ');
    return { name: expense.personName, figure: amountText(expense.amountMinor, expense.currency), about };
  }
  if (approval.kind === 'release') {
    const { title, artist, personName, tracks: count, note } = approval;
    const about = [text('approvals.release', { title, artist }), note].filter((part) => part !== '').join(': ');
    return { name: personName || artist, figure: text('approvals.releaseTracks', { count }), about };
  }
  return { name: approval.sender, figure: '', about: text('approvals.exchange') };
}

export function warningText(text: Text, warning: SheetWarning): string {
  switch (warning.code) {
    case 'overHours':
      return text('approvals.warning.overHours', { project: warning.project, hours: formatHours(warning.overMs) });
    case 'overMoney':
      return text('approvals.warning.overMoney', {
        project: warning.project,
        amount: amountText(warning.overMinor, warning.currency),
      });
    case 'gap':
      return text('approvals.warning.gap', { count: warning.count, hours: formatHours(warning.ms) });
    default:
      return text(`approvals.warning.${warning.code}`, { count: warning.count });
  }
}
