import { analysisThreads } from '#core/analysis/analysis-queue.ts';
import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { Settings, settingsContract } from '#shared/contract/settings.ts';
import { getSettings, saveSettings } from './settings.repository.ts';

export function settingsHandlers({ db, changes, analysis, platform }: Context): Handlers<typeof settingsContract> {
  return {
    'settings.get': () => getSettings(db),

    'settings.update': (changed) => {
      saveSettings(db, changed as Partial<Settings>);
      if (changed.speed) analysis.setThreads(analysisThreads(platform.cores, changed.speed));
      changes.add({ topics: ['settings'] });
      return getSettings(db);
    },
  };
}
