import { useCapabilities } from '../../api/capabilities.ts';
import { useText } from '../../messages/use-text.ts';
import { Dialog, Tabs } from '../../ui/index.ts';
import { SharingPanel } from '../accounts/index.ts';
import { BackupsPanel } from '../backups/index.ts';
import { ConnectionsPanel } from '../connectors/index.ts';
import { ModelsPanel } from '../models/index.ts';
import { NotificationsPanel } from '../notifications/index.ts';
import { WorkspaceSettings } from '../people/index.ts';
import { TagSettingsPanel } from '../tags/index.ts';
import { FolderSettings } from './folder-settings.tsx';
import { GeneralSettings } from './general-settings.tsx';
import { KeyList } from './key-list.tsx';
import { closeSettings, openSettings, useSettingsDialog } from './settings.store.ts';
import styles from './settings-dialog.module.css';

export function SettingsDialog() {
  const text = useText();
  const tab = useSettingsDialog((state) => state.tab);
  const capabilities = useCapabilities();
  if (tab === null) return null;
  return (
    <Dialog title={text('settings.title')} isOpen size="large" onClose={closeSettings}>
      <div className={styles.tabs}>
        <Tabs
          label={text('settings.title')}
          value={tab}
          onChange={openSettings}
          isVertical
          tabs={[
            { id: 'general', text: text('settings.general'), content: <GeneralSettings /> },
            { id: 'workspace', text: text('settings.workspace'), content: <WorkspaceSettings /> },
            { id: 'folders', text: text('settings.folders'), content: <FolderSettings /> },
            { id: 'tags', text: text('settings.tags'), content: <TagSettingsPanel /> },
            { id: 'backups', text: text('settings.backups'), content: <BackupsPanel /> },
            { id: 'models', text: text('settings.models'), content: <ModelsPanel /> },
            { id: 'services', text: text('settings.services'), content: <ConnectionsPanel /> },
            { id: 'notifications', text: text('settings.notifications'), content: <NotificationsPanel /> },
            { id: 'sharing', text: text('settings.sharing'), content: <SharingPanel /> },
            { id: 'keys', text: text('settings.keys'), content: <KeyList /> },
          ]}
          end={
            capabilities && (
              <span className={styles.version}>{text('settings.version', { version: capabilities.version })}</span>
            )
          }
        />
      </div>
    </Dialog>
  );
}
