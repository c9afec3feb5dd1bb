import type { ReportResult, ReportRow } from '#shared/contract/reports.ts';
import { dayText } from '#shared/zone-clock.ts';
import type { DayRange } from './period.ts';
import { readEntries } from './read-entries.ts';
import { baseResult, type ReportScope, roundingOf } from './report-scope.ts';
import { countEntry } from './report-tree.ts';
import { CurrencyList, column } from './time-report.ts';

/** Each entry in order, split where a day ends: what a client is shown. */
export function entriesReport(scope: ReportScope): ReportResult {
  const { book, definition } = scope;
  // A list has no sums to round: each line is an entry.
  const currencies = new CurrencyList(scope.currency);
  const lines: { day: number; texts: string[]; ms: number; place: number; amount: number; personId: number }[] = [];
  let seen: DayRange = null;
  const facts = { entryCount: 0, unratedCount: 0, hasProjectRounding: false };
  readEntries(scope.db, scope, { notes: true, activities: true }, (entry) => {
    const rounding = roundingOf(scope, entry.projectId);
    const counted = countEntry(entry, rounding);
    const place = currencies.placeOf(entry.currency);
    facts.entryCount += 1;
    facts.hasProjectRounding ||= rounding !== definition.rounding;
    if (entry.isBillable && entry.rateMinor === null) facts.unratedCount += 1;
    const project = entry.projectId === null ? '' : (book.projects.get(entry.projectId)?.name ?? '');
    const song = book.songOf(entry);
    const task = entry.taskId === null ? '' : (book.tasks.get(entry.taskId)?.name ?? '');
    const what = [song === null ? '' : (book.songs.get(song)?.name ?? ''), task].filter(Boolean);
    const person = book.people.get(entry.personId)?.name ?? '';
    for (const [index, { day, isInside }] of entry.parts.entries()) {
      if (!isInside) continue;
      const part = counted[index] ?? { ms: 0, amount: 0 };
      const texts = [person, project, what.join(', '), entry.activity, entry.note];
      lines.push({ day, texts, ms: part.ms, place, amount: part.amount, personId: entry.personId });
      seen = { from: Math.min(day, seen?.from ?? day), to: Math.max(day, seen?.to ?? day) };
    }
  });
  const places = usedPlaces(currencies, lines);
  const hasActivity = lines.some(({ texts }) => texts[3] !== '');
  const shownTexts = (texts: string[]) => texts.filter((_, index) => hasActivity || index !== 3);
  const result = baseResult(scope, seen);
  result.columns = [
    column('person', 'text'),
    column('project', 'text'),
    column('task', 'text'),
    ...(hasActivity ? [column('activity', 'text')] : []),
    column('note', 'text'),
    column('time', 'duration'),
    column('hours', 'hours'),
    ...places.map((place) => column('amount', 'money', currencies.all[place])),
  ];
  result.rows = lines.map(
    ({ day, texts, ms, place, amount }): ReportRow => ({
      kind: 'row',
      level: 0,
      ...{ group: 'day' as const, id: null, label: dayText(day), isGone: false, colour: '' },
      cells: [...shownTexts(texts), ms, ms, ...places.map((each) => (each === place ? amount : 0))],
    }),
  );
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  const ms = sum(lines.map((line) => line.ms));
  const amounts = places.map((place) => sum(lines.filter((line) => line.place === place).map(({ amount }) => amount)));
  result.total = [...shownTexts(['', '', '', '', '']).map(() => null), ms, ms, ...amounts];
  result.rowCount = lines.length;
  return { ...result, ...facts };
}

function usedPlaces({ all }: CurrencyList, lines: readonly { place: number; amount: number }[]): number[] {
  const used = new Set(lines.filter(({ amount }) => amount !== 0).map(({ place }) => place));
  return used.size === 0 ? [0] : all.flatMap((_, place) => (used.has(place) ? [place] : []));
}
