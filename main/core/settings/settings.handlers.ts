import type { Context } from '#core/context.ts';
import type { Platform } from '#core/platform.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Settings, settingsContract } from '#shared/contract/settings.ts';
import { AppError } from '#shared/errors.ts';
import { getSettings, saveSettings } from './settings.repository.ts';

export function settingsHandlers({ db, changes, pace, watcher, platform }: Context): Handlers<typeof settingsContract> {
  return {
    'settings.get': () => getSettings(db),

    'settings.update': async (changed) => {
      if (changed.startAtLogin !== undefined) await startAtLogin(platform, changed.startAtLogin);
      saveSettings(db, changed as Partial<Settings>);
      if (changed.speed) pace.update();
      if (changed.watchFolders !== undefined) watcher.update();
      changes.add({ topics: ['settings'] });
      return getSettings(db);
    },
  };
}

async function startAtLogin({ host }: Platform, isOn: boolean): Promise<void> {
  if (!host.setStartAtLogin) throw new AppError('UNSUPPORTED', 'This program cannot be started at login.');
  await host.setStartAtLogin(isOn);
}
