import { useState } from 'react';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import styles from './saved-field.module.css';

type SavedFieldProps = {
  label: string;
  hint?: string;
  /** What is saved now; the field begins with it. Give a `key` that follows it. */
  value: string;
  saveText: string;
  /** Told the text without blanks around it. */
  onSave: (value: string) => void;
};

/** A text that counts only when saved: a path half typed is no path. */
export function SavedField({ label, hint, value, saveText, onSave }: SavedFieldProps) {
  const [typed, setTyped] = useState(value);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(typed.trim());
      }}
    >
      <div className={styles.grow}>
        <Field label={label} {...(hint ? { hint } : {})} value={typed} onChange={setTyped} spellCheck="false" />
      </div>
      <Button type="submit" isDisabled={typed.trim() === value}>
        {saveText}
      </Button>
    </form>
  );
}
