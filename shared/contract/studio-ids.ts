import { z } from 'zod';

/** Numbers of what the studio and the time views are about; here, so that their contracts can speak of each other. */
export const songId = z.number().int().positive().brand<'SongId'>();
export type SongId = z.output<typeof songId>;

export const songVersionId = z.number().int().positive().brand<'SongVersionId'>();
export type SongVersionId = z.output<typeof songVersionId>;

export const workflowId = z.number().int().positive().brand<'WorkflowId'>();
export type WorkflowId = z.output<typeof workflowId>;

export const packId = z.number().int().positive().brand<'PackId'>();
export type PackId = z.output<typeof packId>;

export const seriesId = z.number().int().positive().brand<'SeriesId'>();
export type SeriesId = z.output<typeof seriesId>;

export const releaseId = z.number().int().positive().brand<'ReleaseId'>();
export type ReleaseId = z.output<typeof releaseId>;

export const recordingId = z.number().int().positive().brand<'RecordingId'>();
export type RecordingId = z.output<typeof recordingId>;

export const workId = z.number().int().positive().brand<'WorkId'>();
export type WorkId = z.output<typeof workId>;

export const projectId = z.number().int().positive().brand<'ProjectId'>();
export type ProjectId = z.output<typeof projectId>;

export const taskId = z.number().int().positive().brand<'TaskId'>();
export type TaskId = z.output<typeof taskId>;

export const timeEntryId = z.number().int().positive().brand<'TimeEntryId'>();
export type TimeEntryId = z.output<typeof timeEntryId>;

export const expenseId = z.number().int().positive().brand<'ExpenseId'>();
export type ExpenseId = z.output<typeof expenseId>;

/** A day without a time: 'yyyy-mm-dd', one that there is. */
export const day = z.iso.date();

/** A day, or empty. */
export const dayOrNone = z.union([day, z.literal('')]);

/** ISO 4217, as 'EUR'. */
export const currency = z.string().regex(/^[A-Z]{3}$/);

/** Money in the smallest unit of its currency. */
export const minor = z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

/** An IANA time zone that this machine knows. */
export const timeZone = z.string().refine((name) => isTimeZone(name), 'There is no such time zone.');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Where a link of the studio leads: http or https, or empty. It stands in pages that others open. */
export const webLink = z.union([
  z.literal(''),
  z
    .url({ protocol: /^https?$/ })
    .trim()
    .max(2000),
]);

/** The hash of a picture that was uploaded, or of a track's cover. */
export const pictureHash = z.string().regex(/^[0-9a-f]{32}([0-9a-f]{32})?$/);

/** What is named twice is meant once. */
export function eachOnce<Id>(ids: readonly Id[]): Id[] {
  return [...new Set(ids)];
}
