import { Plus, X } from 'lucide-react';
import type { PathRule } from '#shared/contract/interop.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton } from '../../ui/index.ts';
import styles from './programs.module.css';

type PathRulesProps = {
  hint: string;
  labels: { from: string; to: string };
  rules: readonly PathRule[];
  onChange: (rules: PathRule[]) => void;
};

/** Beginnings of paths, and what stands for them on the other machine. */
export function PathRules({ hint, labels, rules, onChange }: PathRulesProps) {
  const text = useText();
  const set = (index: number, rule: Partial<PathRule>) =>
    onChange(rules.map((known, at) => (at === index ? { ...known, ...rule } : known)));
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{text('programs.paths')}</legend>
      <p className={styles.hint}>{hint}</p>
      {rules.map((rule, index) => (
        <div key={`rule ${String(index)}`} className={styles.rule}>
          <Field label={labels.from} value={rule.from} onChange={(from) => set(index, { from })} />
          <Field label={labels.to} value={rule.to} onChange={(to) => set(index, { to })} />
          <IconButton
            size="small"
            label={text('programs.removeRule')}
            onPress={() => onChange(rules.filter((_, at) => at !== index))}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      <Button size="small" icon={<Plus size={14} />} onPress={() => onChange([...rules, { from: '', to: '' }])}>
        {text('programs.addRule')}
      </Button>
    </fieldset>
  );
}
