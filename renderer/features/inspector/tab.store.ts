import { create } from 'zustand';

export type TabId = 'track' | 'tags' | 'file' | 'history';

/** The tab stays while one track after another is looked at. */
export const useTab = create<{ tab: TabId }>(() => ({ tab: 'track' }));

export function showTab(tab: TabId): void {
  useTab.setState({ tab });
}
