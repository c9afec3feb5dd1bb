import { create } from 'zustand';

export type SettingsTab =
  | 'general'
  | 'workspace'
  | 'tags'
  | 'folders'
  | 'backups'
  | 'models'
  | 'services'
  | 'notifications'
  | 'sharing'
  | 'keys';

export const useSettingsDialog = create<{ tab: SettingsTab | null }>(() => ({ tab: null }));

export function openSettings(tab: SettingsTab = 'general'): void {
  useSettingsDialog.setState({ tab });
}

export function closeSettings(): void {
  useSettingsDialog.setState({ tab: null });
}
