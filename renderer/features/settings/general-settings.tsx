import { useState } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Segmented, Select, showToast } from '../../ui/index.ts';
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
      <FfmpegPath key={ffmpegPath} path={ffmpegPath} />
    </div>
  );
}

/** Saved when asked for: a path half typed is no setting. */
function FfmpegPath({ path }: { path: string | null }) {
  const text = useText();
  const [typed, setTyped] = useState(path ?? '');
  const save = async () => {
    await updateSettings({ ffmpegPath: typed.trim() === '' ? null : typed.trim() });
    showToast({ text: text('settings.ffmpegSaved') });
  };
  return (
    <form
      className={styles.path}
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(save);
      }}
    >
      <div className={styles.grow}>
        <Field
          label={text('settings.ffmpegPath')}
          hint={text('settings.ffmpegHint')}
          value={typed}
          onChange={setTyped}
          spellCheck="false"
        />
      </div>
      <Button type="submit" isDisabled={typed.trim() === (path ?? '')}>
        {text('settings.save')}
      </Button>
    </form>
  );
}
