import type { PlaylistId, SmartRules } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { Field } from '../../ui/index.ts';
import { RuleCount } from './rule-count.tsx';
import styles from './rule-editor.module.css';

export type RuleEditorProps = {
  rules: SmartRules;
  onChange: (rules: SmartRules) => void;
  /** The smart playlist the rules are for, null for a new one. */
  playlistId: PlaylistId | null;
};

/** What a smart playlist holds. */
export function RuleEditor({ rules, onChange, playlistId }: RuleEditorProps) {
  const text = useText();
  return (
    <div className={styles.editor}>
      <Field label={text('rules.text')} value={rules.text} onChange={(next) => onChange({ ...rules, text: next })} />
      <RuleCount rules={rules} playlistId={playlistId} />
    </div>
  );
}
