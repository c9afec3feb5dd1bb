import type { Settings } from '#shared/contract/settings.ts';
import { useCapabilities } from '../../api/capabilities.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Switch } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { WatchedFolders } from '../folders/index.ts';
import { ImportSettings } from '../organize/index.ts';
import styles from './settings-dialog.module.css';

const change = (settings: Partial<Settings>) => void attempt(() => updateSettings(settings));

/** How folders are looked after, what happens to new tracks, and whether Ledgerline stays for it. */
export function FolderSettings() {
  const text = useText();
  const capabilities = useCapabilities();
  const { watchFolders, inbox, startAtLogin, keepRunning } = useSettings();
  return (
    <div className={styles.form}>
      <div className={styles.choice}>
        <Switch isSelected={watchFolders} onChange={(isOn) => change({ watchFolders: isOn })}>
          {text('settings.watchFolders')}
        </Switch>
        <p className={styles.hint}>{text('settings.watchFoldersHint')}</p>
      </div>
      <div className={styles.choice}>
        <Switch isSelected={inbox === 'on'} onChange={(isOn) => change({ inbox: isOn ? 'on' : 'off' })}>
          {text('settings.inbox')}
        </Switch>
        <p className={styles.hint}>{text('settings.inboxHint')}</p>
      </div>
      {capabilities?.canStayInTray && (
        <div className={styles.choice}>
          <Switch isSelected={keepRunning} onChange={(isOn) => change({ keepRunning: isOn })}>
            {text('settings.keepRunning')}
          </Switch>
          <p className={styles.hint}>{text('settings.keepRunningHint')}</p>
        </div>
      )}
      {capabilities?.canStartAtLogin && (
        <Switch isSelected={startAtLogin} onChange={(isOn) => change({ startAtLogin: isOn })}>
          {text('settings.startAtLogin')}
        </Switch>
      )}
      <ImportSettings />
      <WatchedFolders />
    </div>
  );
}
