import { create } from 'zustand';
import type { PersonId } from '#shared/contract/people.ts';
import type { TimeEntryId } from '#shared/contract/studio-ids.ts';
import type { TimeEntry, TimeTarget } from '#shared/contract/time.ts';
import { text } from '../../messages/use-text.ts';

/** A row that was added and has no time yet. */
export type AddedRow = TimeTarget & { key: string };

/** What a dialog of times is about: a new entry, or one that is there. */
export type EntryDraft = {
  id: TimeEntryId | null;
  from: number;
  to: number | null;
  /** Of the day it was begun in; an entry has its own. */
  zone: string;
  personId: PersonId | null;
};

/** Whose day it is. */
type Whose = { timeZone: string; personId: PersonId };

type TimeState = {
  /** What is searched for in time, as it is typed. */
  query: string;
  /** Rows without time, by the first day of their week. */
  added: Readonly<Record<string, readonly AddedRow[]>>;
  /** The first day of the week on screen. */
  week: string;
  draft: EntryDraft | null;
  /** Entries that are shown one by one. */
  shown: { title: string; ids: readonly TimeEntryId[] } | null;
  /** A new target is chosen: for the timer, or for a row. */
  picking: 'start' | 'switch' | 'row' | 'idle' | null;
};

export const useTime = create<TimeState>(() => ({
  query: '',
  added: {},
  week: '',
  draft: null,
  shown: null,
  picking: null,
}));

export function setTimeQuery(query: string): void {
  useTime.setState({ query });
}

export function addRow(week: string, row: AddedRow): void {
  const { added } = useTime.getState();
  const rows = added[week] ?? [];
  if (!rows.some(({ key }) => key === row.key)) useTime.setState({ added: { ...added, [week]: [...rows, row] } });
}

export function closeDialogs(): void {
  useTime.setState({ draft: null, shown: null, picking: null });
}

export function newEntry(from: number, to: number, { timeZone: zone, personId }: Whose): void {
  useTime.setState({ draft: { id: null, from, to, zone, personId } });
}

export function openEntry({ id, startAt, endAt, timeZone }: TimeEntry): void {
  useTime.setState({ shown: null, draft: { id, from: startAt, to: endAt, zone: timeZone, personId: null } });
}

/** What time without a target is called. */
export function untitled(): string {
  return text('time.noTarget');
}
