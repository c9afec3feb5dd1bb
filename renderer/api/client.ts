import type { Bridge } from '#shared/bridge.ts';
import { type Call, createCall, type Listen, type Send } from '#shared/client.ts';
import type { EventName, EventPayload } from '#shared/contract/index.ts';
import { setConnection } from './connection.store.ts';
import { createHttpBridge } from './http-bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script of the Electron host; absent in a browser. */
    bridge?: Bridge;
  }
}

// Tests of what is computed for a window have none, and nobody answers them.
const bridge: Bridge | undefined = globalThis.window?.bridge;
if (bridge) setConnection('ready');

const transport: { send: Send; on: Listen } = bridge ?? createHttpBridge();

/** Asks the core or its host. Throws `AppError`. */
export const call: Call = createCall(transport.send);

const listeners = new Set<Parameters<Listen>[0]>();
let stopHearing: (() => void) | null = null;

/**
 * Hears one kind of event until the returned function is called.
 *
 * All listeners share one connection: a browser opens six to a host at most, and sound and calls need them too.
 */
export function listenTo<Name extends EventName>(
  name: Name,
  listener: (payload: EventPayload<Name>) => void,
): () => void {
  const hear: Parameters<Listen>[0] = (heard, payload) => {
    if (heard === name) listener(payload as EventPayload<Name>);
  };
  listeners.add(hear);
  stopHearing ??= transport.on((heard, payload) => {
    for (const each of [...listeners]) each(heard, payload);
  });
  return () => {
    listeners.delete(hear);
    if (listeners.size > 0) return;
    stopHearing?.();
    stopHearing = null;
  };
}

/** Whether the window runs in the desktop application, not in a browser. */
export const isDesktop = bridge !== undefined;

/** The path of a dropped file or folder; null where a window may not know it. */
export function pathForFile(file: File): string | null {
  return bridge?.pathForFile(file) || null;
}
