import { useState } from 'react';
import { Field } from '../../ui/index.ts';

type NumberFieldProps = {
  label: string;
  /** Null shows an empty field. */
  value: number | null;
  min: number;
  max: number;
  /** Of a number outside. */
  error: string;
  /** Told when the field is left or Enter is pressed; null for an empty one. */
  onSave: (value: number | null) => void;
};

/** A whole number that counts once it is typed; what is outside stays, with the reason below. */
export function NumberField({ label, value, min, max, error, onSave }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : String(value));
  const number = shown.trim() === '' ? null : Number(shown);
  const isWrong = number !== null && !(Number.isInteger(number) && number >= min && number <= max);
  const save = () => {
    if (typed === null || isWrong) return;
    setTyped(null);
    if (number !== value) onSave(number);
  };
  return (
    <Field
      label={label}
      value={shown}
      inputMode="numeric"
      error={isWrong ? error : null}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        else if (event.key === 'Escape') setTyped(null);
        else event.continuePropagation();
      }}
    />
  );
}
