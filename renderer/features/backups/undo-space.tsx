import { useCall } from '../../api/query.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatBytes } from '../tracks/index.ts';
import styles from './backups-panel.module.css';

const days = [7, 30, 90, 365, 3650] as const;
const limits = [200_000_000, 500_000_000, 2_000_000_000, 10_000_000_000] as const;

/** How long what undo needs of written files is kept, and how much room it may take. */
export function UndoSpace() {
  const text = useText();
  const { undoKeepDays, undoLimitBytes } = useSettings();
  const { data: space } = useCall('history.space');
  return (
    <div className={styles.undo}>
      <Select
        label={text('backups.undoDays')}
        value={String(undoKeepDays)}
        options={withOwn(days, undoKeepDays).map((count) => ({
          value: String(count),
          text: text('backups.days', { count }),
        }))}
        onChange={(value) => void attempt(() => updateSettings({ undoKeepDays: Number(value) }))}
      />
      <Select
        label={text('backups.undoLimit')}
        value={String(undoLimitBytes)}
        options={withOwn(limits, undoLimitBytes).map((bytes) => ({ value: String(bytes), text: formatBytes(bytes) }))}
        onChange={(value) => void attempt(() => updateSettings({ undoLimitBytes: Number(value) }))}
      />
      {space && <p className={styles.about}>{text('backups.undoTaken', { size: formatBytes(space.sizeBytes) })}</p>}
    </div>
  );
}

/** The choices, and the value that is set where it is none of them. */
function withOwn(choices: readonly number[], value: number): number[] {
  return [...new Set([...choices, value])].sort((one, other) => one - other);
}
