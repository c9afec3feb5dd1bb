import { X } from 'lucide-react';
import { termBases } from '#shared/contract/contracts.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, IconButton, Select } from '../../ui/index.ts';
import type { TermForm } from './contract-form.ts';
import styles from './royalties.module.css';

type TermProps = {
  term: TermForm;
  number: number;
  onChange(term: TermForm): void;
  /** Null for the last one. */
  onRemove: (() => void) | null;
};

/** If a sale is like this, then that rate. */
export function TermFields({ term, number, onChange, onRemove }: TermProps) {
  const text = useText();
  const change = (patch: Partial<TermForm>) => onChange({ ...term, ...patch });
  const name = (key: string) => text('contracts.termField', { field: key, number });
  return (
    <div className={styles.term}>
      <div className={styles.termLine}>
        <Field
          label={name(text('contracts.term.saleTypes'))}
          placeholder={text('contracts.any')}
          value={term.saleTypes}
          onChange={(saleTypes) => change({ saleTypes })}
        />
        <Field
          label={name(text('contracts.term.stores'))}
          placeholder={text('contracts.any')}
          value={term.stores}
          onChange={(chosen) => change({ stores: chosen })}
        />
        <Field
          label={name(text('contracts.term.territories'))}
          placeholder={text('contracts.any')}
          value={term.territories}
          onChange={(territories) => change({ territories })}
        />
        <Field
          label={name(text('royalties.from'))}
          type="month"
          value={term.fromMonth}
          onChange={(fromMonth) => change({ fromMonth })}
        />
      </div>
      <div className={styles.termLine}>
        <Select
          label={name(text('contracts.term.basis'))}
          value={term.basis}
          options={termBases.map((value) => ({ value, text: text(`contracts.basis.${value}`) }))}
          onChange={(basis) => change({ basis })}
        />
        {term.basis === 'perUnit' ? (
          <Field
            label={name(text('contracts.term.perUnit'))}
            value={term.perUnit}
            onChange={(perUnit) => change({ perUnit })}
          />
        ) : (
          <Field label={name(text('contracts.term.rate'))} value={term.rate} onChange={(rate) => change({ rate })} />
        )}
        <Field
          label={name(text('contracts.term.steps'))}
          placeholder="10000: 55 %"
          value={term.steps}
          onChange={(steps) => change({ steps })}
        />
        <Field
          label={name(text('royalties.to'))}
          type="month"
          value={term.toMonth}
          onChange={(toMonth) => change({ toMonth })}
        />
        {onRemove && (
          <IconButton size="small" label={text('contracts.removeTerm', { number })} onPress={onRemove}>
            <X size={14} />
          </IconButton>
        )}
      </div>
    </div>
  );
}
