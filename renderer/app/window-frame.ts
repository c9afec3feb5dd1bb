import { isDesktop } from '../api/client.ts';

/** Where the system puts its window controls: over the sidebar, at the right end of the top bar, or outside. */
export type WindowFrame = 'browser' | 'mac' | 'other';

const isMac = /Mac/.test(navigator.platform);

export const windowFrame: WindowFrame = isDesktop ? (isMac ? 'mac' : 'other') : 'browser';
