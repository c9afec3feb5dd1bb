import type { PlaylistId, SmartRules } from '#shared/contract/playlists.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { formatTotalTime } from '../tracks/index.ts';
import styles from './rule-editor.module.css';
import { useSettled } from './use-settled.ts';

const settledMs = 120;

type RuleCountProps = { rules: SmartRules; playlistId: PlaylistId | null };

/** How much the rules hold, while they are edited. */
export function RuleCount({ rules, playlistId }: RuleCountProps) {
  const text = useText();
  const settled = useSettled(rules, settledMs);
  const { data, error } = useCall(
    'playlists.previewSmart',
    { id: playlistId, rules: settled },
    { keepsPrevious: true },
  );
  const count = data && { count: data.summary.count, time: formatTotalTime(data.summary.durationMs) };
  return (
    <p className={styles.count} role="status" data-failed={error !== null}>
      {error ? errorText(text, error.code) : count && text('rules.count', count)}
    </p>
  );
}
