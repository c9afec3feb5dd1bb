import { defaultSettings, type Settings } from '#shared/contract/settings.ts';
import { call } from './client.ts';
import { queryClient, useCall } from './query.ts';

/** The settings, or how a new library has them until they are here. */
export function useSettings(): Settings {
  return useCall('settings.get', undefined).data ?? defaultSettings;
}

/** The same outside of components. */
export function currentSettings(): Settings {
  return queryClient.getQueryData<Settings>(['settings.get', null]) ?? defaultSettings;
}

/** The same, once they are here: for what must not act on the defaults of a moment. */
export function settingsWhenRead(): Promise<Settings> {
  return queryClient.ensureQueryData({ queryKey: ['settings.get', null], queryFn: () => call('settings.get') });
}

/** Shows the change at once and keeps it in the library; a failure takes it back. */
export async function updateSettings(change: Partial<Settings>): Promise<void> {
  const before = currentSettings();
  queryClient.setQueryData(['settings.get', null], { ...before, ...change });
  try {
    queryClient.setQueryData(['settings.get', null], await call('settings.update', change));
  } catch (error) {
    queryClient.setQueryData(['settings.get', null], before);
    throw error;
  }
}
