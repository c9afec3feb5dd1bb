import type { Presence, PresenceEvent } from '#core/platform.ts';

type PowerEventName = 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen';

/** The part of Electron's power monitor that says whether somebody is there. */
export type PowerParts = {
  /** Seconds since the last input, in any program. */
  getSystemIdleTime(): number;
  on(event: PowerEventName, listener: () => void): unknown;
  off(event: PowerEventName, listener: () => void): unknown;
};

const events: readonly [PowerEventName, PresenceEvent][] = [
  ['suspend', 'suspend'],
  ['resume', 'resume'],
  ['lock-screen', 'lock'],
  ['unlock-screen', 'unlock'],
];

export function systemPresence(power: PowerParts): Presence {
  return {
    idleMs: () => power.getSystemIdleTime() * 1000,
    listen(listener) {
      const listeners = events.map(([name, event]) => [name, () => listener(event)] as const);
      for (const [name, tell] of listeners) power.on(name, tell);
      return () => {
        for (const [name, tell] of listeners) power.off(name, tell);
      };
    },
  };
}
