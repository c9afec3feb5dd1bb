import type { Emit, EventName, EventPayload } from '#shared/contract/index.ts';

export type EventListener = (name: EventName, payload: EventPayload<EventName>) => void;

/** Passes the core's events on to whoever listens: windows come and go while the core stays. */
export type EventHub = {
  emit: Emit;
  /** Answers with a function that ends the listening. */
  listen(listener: EventListener): () => void;
};

export function createEventHub(): EventHub {
  const listeners = new Set<EventListener>();
  return {
    emit(name, payload) {
      for (const listener of listeners) listener(name, payload);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
