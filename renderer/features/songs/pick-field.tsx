import { type ReactNode, useState } from 'react';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';

type SuggestedField = 'artist' | 'album' | 'genre' | 'role';
type TextPickProps = {
  field: SuggestedField;
  label: string;
  value: string;
  onChange: (value: string) => void;
  isLabelHidden?: boolean;
  isRequired?: boolean;
};

/** A text that others of the studio already have: they are offered while it is typed. */
export function TextPick({ field, label, value, onChange, isLabelHidden = false }: TextPickProps) {
  const [isFocused, setFocused] = useState(false);
  const { data: values = [] } = useCall(
    'songs.suggest',
    { field, text: value },
    { enabled: isFocused, keepsPrevious: true },
  );
  const offered = isFocused ? values.filter((one) => one !== value) : [];
  return (
    <div>
      <Field
        label={label}
        isLabelHidden={isLabelHidden}
        value={value}
        onChange={onChange}
        onFocusChange={setFocused}
        maxLength={500}
      />
      {offered.length > 0 && value !== '' && <Offered values={offered} onChoose={onChange} />}
    </div>
  );
}

function Offered({ values, onChoose }: { values: readonly string[]; onChoose: (value: string) => void }): ReactNode {
  return (
    <div className={styles.line}>
      {values.slice(0, 4).map((value) => (
        <button
          key={value}
          type="button"
          tabIndex={-1}
          className={styles.hint}
          // The field must not lose the focus before the choice counts.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(value)}
        >
          {value}
        </button>
      ))}
    </div>
  );
}

/** One of the packs, or none. */
export function PackPick({ value, onChange }: { value: number | null; onChange: (id: number | null) => void }) {
  const text = useText();
  const { data: packs = [] } = useCall('packs.list');
  return (
    <Select
      label={text('songs.column.pack')}
      value={String(value ?? 'none')}
      options={[
        { value: 'none', text: text('songs.noPack') },
        ...packs.map(({ id, name }) => ({ value: String(id), text: name })),
      ]}
      onChange={(key) => onChange(key === 'none' ? null : Number(key))}
    />
  );
}

/** A day, or none. */
export function DayPick({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <label className={styles.date}>
      {label}
      <input type="date" value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}
