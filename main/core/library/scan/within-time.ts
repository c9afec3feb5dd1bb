import { AppError } from '#shared/errors.ts';

/** A disk that spins up takes ten seconds; one that takes longer than this is not there. */
export const longestAnswerMs = 60_000;

/** What came of work that was given a time limit: its value, or that it is not done yet. */
export type Timely<Value> = { isLate: false; value: Value } | { isLate: true };

/**
 * Waits for work no longer than `limitMs`. Work that is late goes on unobserved: nothing can end a call that a dead
 * network share does not answer.
 */
export async function withinTime<Value>(work: Promise<Value>, limitMs: number): Promise<Timely<Value>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Timely<Value>>((resolve) => {
    timer = setTimeout(() => resolve({ isLate: true }), limitMs);
  });
  try {
    return await Promise.race([work.then((value): Timely<Value> => ({ isLate: false, value })), late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** The value of work, or FOLDER_UNREADABLE when it takes too long. */
export async function answered<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  const timely = await withinTime(work, limitMs);
  if (timely.isLate) throw new AppError('FOLDER_UNREADABLE', 'The disk of this folder does not answer.');
  return timely.value;
}
