import { useCall } from '../../api/query.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './pattern-bar.module.css';

const modes = ['leave', 'copy', 'move'] as const;

/** What becomes of music that is added: it stays where it is, or goes into a folder of the library. */
export function ImportSettings() {
  const text = useText();
  const { importMode, importFolderId } = useSettings();
  const { data: folders = [] } = useCall('folders.list');
  const chosen = folders.find(({ id }) => id === importFolderId) ?? folders[0];
  if (!chosen) return null;
  return (
    <div className={styles.form}>
      <Select
        label={text('organize.import')}
        value={importMode}
        options={modes.map((value) => ({ value, text: text(`organize.import.${value}`) }))}
        onChange={(value) =>
          void attempt(() =>
            updateSettings({ importMode: value, importFolderId: value === 'leave' ? null : chosen.id }),
          )
        }
      />
      {importMode !== 'leave' && (
        <Select
          label={text('organize.importInto')}
          value={String(chosen.id)}
          options={folders.map(({ id, name }) => ({ value: String(id), text: name }))}
          onChange={(value) => {
            const folder = folders.find(({ id }) => String(id) === value);
            if (folder) void attempt(() => updateSettings({ importFolderId: folder.id }));
          }}
        />
      )}
    </div>
  );
}
