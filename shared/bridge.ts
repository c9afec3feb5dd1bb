import type { Listen, Send } from './client.ts';

/** What the preload script gives the Electron window as `window.bridge`; a browser has none. */
export type Bridge = {
  send: Send;
  on: Listen;
  /** The path of a dropped `File`; empty for one that a script made. */
  pathForFile(file: object): string;
};

/** The one channel for calls and the one for events between a window and the Electron host. */
export const bridgeChannels = { call: 'call', event: 'event' } as const;
