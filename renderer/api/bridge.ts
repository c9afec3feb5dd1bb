import type { Listen, Send } from '#shared/client.ts';

/** What the preload script of the Electron host puts on `window`; absent in a browser. */
export type Bridge = {
  send: Send;
  on: Listen;
  /** The path of a dropped file; empty when it has none. */
  pathForFile: (file: File) => string;
};

declare global {
  interface Window {
    bridge?: Bridge;
  }
}
