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
