import type { Settings } from '#shared/contract/settings.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { SavedField, Segmented, Select, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './settings-dialog.module.css';

const change = (settings: Partial<Settings>) => void attempt(() => updateSettings(settings));

export function GeneralSettings() {
  const text = useText();
  const { theme, keyNotation, rowHeight, speed, ffmpegPath } = useSettings();
  const themes = (['system', 'dark', 'light'] as const).map((value) => ({
    value,
    text: text(`settings.theme.${value}`),
  }));
  const notations = (['camelot', 'openKey', 'classical'] as const).map((value) => ({
    value,
    text: text(`settings.keyNotation.${value}`),
  }));
  const heights = (['tight', 'normal', 'roomy'] as const).map((value) => ({
    value,
    text: text(`settings.rowHeight.${value}`),
  }));
  const speeds = (['quiet', 'normal', 'full'] as const).map((value) => ({
    value,
    text: text(`activity.speed.${value}`),
  }));
  return (
    <div className={styles.form}>
      <div className={styles.line}>
        <span className={styles.label}>{text('settings.theme')}</span>
        <Segmented
          label={text('settings.theme')}
          value={theme}
          options={themes}
          onChange={(value) => change({ theme: value })}
        />
      </div>
      <div className={styles.line}>
        <span className={styles.label}>{text('settings.rowHeight')}</span>
        <Segmented
          label={text('settings.rowHeight')}
          value={rowHeight}
          options={heights}
          onChange={(value) => change({ rowHeight: value })}
        />
      </div>
      <div className={styles.line}>
        <span className={styles.label}>{text('settings.speed')}</span>
        <Segmented
          label={text('settings.speed')}
          value={speed}
          options={speeds}
          onChange={(value) => change({ speed: value })}
        />
      </div>
      <Select
        label={text('settings.keyNotation')}
        value={keyNotation}
        options={notations}
        onChange={(value) => change({ keyNotation: value })}
      />
      <SavedField
        key={ffmpegPath}
        label={text('settings.ffmpegPath')}
        hint={text('settings.ffmpegHint')}
        value={ffmpegPath ?? ''}
        saveText={text('settings.save')}
        onSave={(path) => void attempt(() => saveFfmpegPath(path))}
      />
    </div>
  );
}

async function saveFfmpegPath(path: string): Promise<void> {
  await updateSettings({ ffmpegPath: path === '' ? null : path });
  showToast({ text: textNow('settings.ffmpegSaved') });
}
