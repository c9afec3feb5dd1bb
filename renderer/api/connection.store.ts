import { create } from 'zustand';

/**
 * `refused`: this window may not ask (a used or missing launch token). `signIn`: it may, once somebody signed in. `lost`:
 * nobody answers. In these cases nothing can be shown but what to do.
 */
export type Connection = 'connecting' | 'ready' | 'lost' | 'refused' | 'signIn';

export const useConnection = create<{ state: Connection }>(() => ({ state: 'connecting' }));

export function setConnection(state: Connection): void {
  if (useConnection.getState().state !== state) useConnection.setState({ state });
}
