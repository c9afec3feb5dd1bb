/** Runs what yields now and then to its end at once. */
export function finishNow<Value>(work: Generator<void, Value>): Value {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same with a turn for others at each yield. */
export async function finishKindly<Value>(work: Generator<void, Value>): Promise<Value> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
