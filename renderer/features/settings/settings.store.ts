import { create } from 'zustand';

export type SettingsTab = 'general' | 'tags' | 'folders' | 'backups' | 'models' | 'services' | 'notifications' | 'keys';

export const useSettingsDialog = create<{ tab: SettingsTab | null }>(() => ({ tab: null }));

export function openSettings(tab: SettingsTab = 'general'): void {
  useSettingsDialog.setState({ tab });
}

export function closeSettings(): void {
  useSettingsDialog.setState({ tab: null });
}
