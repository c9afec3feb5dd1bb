import { useState } from 'react';
import { Group } from 'react-aria-components';
import type { SmartRules } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Field, Select } from '../../ui/index.ts';
import styles from './rule-editor.module.css';

const units = ['tracks', 'minutes', 'megabytes'] as const;
const picks = ['first', 'random'] as const;
const firstLimit = { unit: 'tracks', amount: 50 } as const;

/** How much a smart playlist takes at most, and which ones. */
export function LimitRow({ rules, onChange }: { rules: SmartRules; onChange: (rules: SmartRules) => void }) {
  const text = useText();
  const { limit, pick, seed } = rules;
  // Empty for a moment, while another number is typed.
  const [isCleared, setCleared] = useState(false);
  return (
    <Group aria-label={text('rules.limit')} className={styles.limit ?? ''}>
      <Checkbox
        isSelected={limit !== null}
        onChange={(isOn) => onChange({ ...rules, limit: isOn ? { ...firstLimit } : null })}
      >
        {text('rules.limit.isOn')}
      </Checkbox>
      {limit && (
        <>
          <Field
            label={text('rules.limit.amount')}
            isLabelHidden
            inputMode="numeric"
            value={isCleared ? '' : String(limit.amount)}
            onBlur={() => setCleared(false)}
            onChange={(typed) => {
              const amount = Number(typed.replaceAll(/\D/g, ''));
              setCleared(typed === '');
              if (amount >= 1 && amount <= 1_000_000) onChange({ ...rules, limit: { ...limit, amount } });
            }}
          />
          <Select
            label={text('rules.limit.unit')}
            isLabelHidden
            value={limit.unit}
            options={units.map((unit) => ({ value: unit, text: text(`rules.unit.${unit}`) }))}
            onChange={(unit) => onChange({ ...rules, limit: { ...limit, unit } })}
          />
          <Select
            label={text('rules.pick')}
            isLabelHidden
            value={pick}
            options={picks.map((each) => ({ value: each, text: text(`rules.pick.${each}`) }))}
            onChange={(chosen) => onChange({ ...rules, pick: chosen })}
          />
          {pick === 'random' && (
            <Button size="small" onPress={() => onChange({ ...rules, seed: seed + 1 })}>
              {text('rules.pickAnew')}
            </Button>
          )}
        </>
      )}
    </Group>
  );
}
