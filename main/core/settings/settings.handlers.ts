import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Settings, settingsContract } from '#shared/contract/settings.ts';
import { getSettings, saveSettings } from './settings.repository.ts';

export function settingsHandlers({ db, changes, pace, watcher }: Context): Handlers<typeof settingsContract> {
  return {
    'settings.get': () => getSettings(db),

    'settings.update': (changed) => {
      saveSettings(db, changed as Partial<Settings>);
      if (changed.speed) pace.update();
      if (changed.watchFolders !== undefined) watcher.update();
      changes.add({ topics: ['settings'] });
      return getSettings(db);
    },
  };
}
