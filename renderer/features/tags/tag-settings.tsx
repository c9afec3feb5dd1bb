import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Select, Switch } from '../../ui/index.ts';
import styles from './tag-settings.module.css';
import { changeTagSettings, IncludeFields } from './write-what.tsx';

/** How tags are written into files. */
export function TagSettingsPanel() {
  const text = useText();
  const { isAutomatic, keepModified, id3Version, writeRiffInfo } = useSettings().tags;
  return (
    <div className={styles.form}>
      <div>
        <Switch isSelected={isAutomatic} onChange={(isOn) => changeTagSettings({ isAutomatic: isOn })}>
          {text('tags.settings.automatic')}
        </Switch>
        <p className={styles.hint}>{text('tags.settings.automaticHint')}</p>
      </div>
      <Switch isSelected={keepModified} onChange={(isOn) => changeTagSettings({ keepModified: isOn })}>
        {text('tags.settings.keepModified')}
      </Switch>
      <Switch isSelected={writeRiffInfo} onChange={(isOn) => changeTagSettings({ writeRiffInfo: isOn })}>
        {text('tags.settings.riffInfo')}
      </Switch>
      <Select
        label={text('tags.settings.id3Version')}
        value={String(id3Version) as '3' | '4'}
        options={(['3', '4'] as const).map((value) => ({ value, text: text(`tags.settings.id3Version.${value}`) }))}
        onChange={(value) => changeTagSettings({ id3Version: value === '3' ? 3 : 4 })}
      />
      <h3 className={styles.head}>{text('tags.settings.include')}</h3>
      <IncludeFields />
    </div>
  );
}
