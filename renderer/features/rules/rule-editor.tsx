import { useState } from 'react';
import type { PlaylistId, SmartRules } from '#shared/contract/playlists.ts';
import { formatRules, type RuleSet, toRules } from '#shared/query/rules.ts';
import { useText } from '../../messages/use-text.ts';
import { Field } from '../../ui/index.ts';
import { LimitRow } from './limit-row.tsx';
import { OrderRows } from './order-rows.tsx';
import { querySentence } from './query-sentence.ts';
import { RuleCount } from './rule-count.tsx';
import styles from './rule-editor.module.css';
import { RuleGroupEditor } from './rule-group.tsx';

const maxTextLength = 2000;

export type RuleEditorProps = {
  rules: SmartRules;
  /** Called with every change; whoever holds the rules gives them back in the same turn. */
  onChange: (rules: SmartRules) => void;
  /** The smart playlist the rules are for, null for a new one. */
  playlistId: PlaylistId | null;
  /** Without a limit, where the rules are those of a search. */
  isSearch?: boolean;
};

/** A query as lines and groups, beside its text and what it means: whichever is changed, the others follow. */
export function RuleEditor({ rules, onChange, playlistId, isSearch = false }: RuleEditorProps) {
  const text = useText();
  const [set, change] = useRuleSet(rules.text, (next) => onChange({ ...rules, text: next }));
  return (
    <div className={styles.editor}>
      <RuleGroupEditor
        group={set.root}
        path={[]}
        root={set.root}
        onChange={(root) => change({ ...set, root })}
        onRemove={null}
      />
      <OrderRows sort={set.sort} onChange={(sort) => change({ ...set, sort })} />
      {!isSearch && <LimitRow rules={rules} onChange={onChange} />}
      <Field
        label={text('rules.text')}
        value={rules.text}
        maxLength={maxTextLength}
        onChange={(next) => onChange({ ...rules, text: next })}
      />
      <div className={styles.summary}>
        <p className={styles.sentence}>{querySentence(text, rules.text)}</p>
        <RuleCount rules={rules} playlistId={playlistId} />
      </div>
    </div>
  );
}

/** The rules of a text. Lines that are not finished are in no text and stay until it is changed elsewhere. */
function useRuleSet(text: string, onText: (text: string) => void): [RuleSet, (set: RuleSet) => void] {
  const [known, setKnown] = useState(() => ({ text, set: toRules(text) }));
  if (known.text !== text) setKnown({ text, set: toRules(text) });
  return [
    known.set,
    (set) => {
      const next = formatRules(set);
      setKnown({ text: next, set });
      onText(next);
    },
  ];
}
