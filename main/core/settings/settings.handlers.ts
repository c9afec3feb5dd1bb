import { currentActor } from '#core/actor.ts';
import type { Context } from '#core/context.ts';
import { requirePermission } from '#core/people/authorize.ts';
import type { Platform } from '#core/platform.ts';
import type { Handlers } from '#shared/contract/define.ts';
import { type Settings, type settingsContract, windowSettings } from '#shared/contract/settings.ts';
import { AppError } from '#shared/errors.ts';
import { getSettings, getWindowSettings, saveSettings, saveWindowSettings } from './settings.repository.ts';

export function settingsHandlers({ db, changes, pace, watcher, platform }: Context): Handlers<typeof settingsContract> {
  return {
    'settings.get': () => seen(),

    'settings.update': async (asked) => {
      // A key has no window.
      if (currentActor().via === 'key') requirePermission('manageLibrary');
      const given = Object.entries(asked).filter(([, value]) => value !== undefined);
      const own = given.filter(([key]) => isOfWindow(key));
      const changed = Object.fromEntries(given.filter(([key]) => !isOfWindow(key))) as Partial<Settings>;
      for (const key of Object.keys(changed)) {
        requirePermission(key === 'boardLimits' ? 'editAllSongs' : 'manageLibrary');
      }
      const member = memberOnNetwork();
      if (own.length > 0 && member !== null) saveWindowSettings(db, member, Object.fromEntries(own));
      else Object.assign(changed, Object.fromEntries(own));
      if (changed.startAtLogin !== undefined) await startAtLogin(platform, changed.startAtLogin);
      saveSettings(db, changed);
      if (changed.speed) pace.update();
      if (changed.watchFolders !== undefined) watcher.update();
      changes.add({ topics: ['settings'] });
      return seen();
    },
  };

  function seen(): Settings {
    const member = memberOnNetwork();
    return { ...getSettings(db), ...(member === null ? {} : getWindowSettings(db, member)) };
  }
}

function isOfWindow(key: string): boolean {
  return windowSettings.some((each) => each === key);
}

/** Whoever comes over the network has a window of their own. */
function memberOnNetwork(): number | null {
  const { personId, via } = currentActor();
  return via === 'profile' ? null : personId;
}

async function startAtLogin({ host }: Platform, isOn: boolean): Promise<void> {
  if (!host.setStartAtLogin) throw new AppError('UNSUPPORTED', 'This program cannot be started at login.');
  await host.setStartAtLogin(isOn);
}
