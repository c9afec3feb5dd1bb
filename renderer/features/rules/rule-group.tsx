import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Group } from 'react-aria-components';
import { appendRule, newRule, type RulePath, removeRule, replaceRule } from '#shared/query/edit-rules.ts';
import type { Rule, RuleGroup } from '#shared/query/rules.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton, Select } from '../../ui/index.ts';
import styles from './rule-editor.module.css';
import { RuleLine } from './rule-line.tsx';

const matches = ['all', 'any', 'none'] as const;

type RuleGroupEditorProps = {
  group: RuleGroup;
  /** Where the group stands in `root`. */
  path: RulePath;
  root: RuleGroup;
  onChange: (root: RuleGroup) => void;
  /** Null for the outermost group. */
  onRemove: (() => void) | null;
};

/** Lines that are met all together, any of them, or none; groups among them. */
export function RuleGroupEditor({ group, path, root, onChange, onRemove }: RuleGroupEditorProps) {
  const text = useText();
  const foot = useRef<HTMLDivElement>(null);
  const [added, setAdded] = useState(-1);
  const put = (next: RuleGroup) => onChange(replaceRule(root, path, next));
  const add = (rule: Rule) => {
    setAdded(group.rules.length);
    put(appendRule(group, rule));
  };
  const remove = (index: number) => {
    setAdded(-1);
    onChange(removeRule(root, [...path, index]));
    foot.current?.querySelector('button')?.focus();
  };

  return (
    <Group aria-label={text('rules.group')} className={styles.group ?? ''} data-nested={onRemove !== null}>
      <div className={styles.head}>
        <Select
          label={text('rules.match')}
          isLabelHidden={onRemove !== null}
          value={group.match}
          options={matches.map((match) => ({ value: match, text: text(`rules.match.${match}`) }))}
          onChange={(match) => put({ ...group, match })}
        />
        {onRemove && (
          <IconButton label={text('rules.removeGroup')} onPress={onRemove}>
            <X size={14} />
          </IconButton>
        )}
      </div>
      {group.rules.map((rule, index) => {
        const place = [...path, index];
        // Rules have no name but their place.
        const key = place.join('.');
        if (rule.kind === 'group') {
          return (
            <RuleGroupEditor
              key={key}
              group={rule}
              path={place}
              root={root}
              onChange={onChange}
              onRemove={() => remove(index)}
            />
          );
        }
        return (
          <div key={key} className={styles.line}>
            {rule.kind === 'field' ? (
              <RuleLine
                rule={rule}
                isAdded={index === added}
                onChange={(next) => onChange(replaceRule(root, place, next))}
              />
            ) : (
              <TextLine text={rule.text} onChange={(next) => onChange(replaceRule(root, place, next))} />
            )}
            <IconButton label={text('rules.remove')} onPress={() => remove(index)}>
              <X size={14} />
            </IconButton>
          </div>
        );
      })}
      <div className={styles.foot} ref={foot}>
        <Button size="small" icon={<Plus size={14} />} onPress={() => add(newRule())}>
          {text('rules.add')}
        </Button>
        <Button
          size="small"
          kind="ghost"
          icon={<Plus size={14} />}
          onPress={() => add({ kind: 'group', match: 'any', rules: [newRule()] })}
        >
          {text('rules.addGroup')}
        </Button>
      </div>
    </Group>
  );
}

/** What no line can show stays as text. */
function TextLine({ text: value, onChange }: { text: string; onChange: (rule: Rule) => void }) {
  const text = useText();
  return (
    <div className={styles.wide}>
      <Field
        label={text('rules.textRule')}
        isLabelHidden
        value={value}
        onChange={(next) => onChange({ kind: 'text', text: next })}
      />
    </div>
  );
}
