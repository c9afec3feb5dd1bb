import { CircleX } from 'lucide-react';
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';
import styles from './field.module.css';

type FieldProps = Omit<TextFieldProps, 'children' | 'className'> & {
  label: string;
  /** A sentence below; the error takes its place. */
  hint?: string | undefined;
  error?: string | null | undefined;
  placeholder?: string | undefined;
  isLabelHidden?: boolean;
};

export function Field({ label, hint, error, placeholder, isLabelHidden = false, ...props }: FieldProps) {
  return (
    <TextField
      {...props}
      {...(isLabelHidden ? { 'aria-label': label } : {})}
      isInvalid={Boolean(error)}
      className={styles.field ?? ''}
    >
      {!isLabelHidden && <Label className={styles.label ?? ''}>{label}</Label>}
      <Input className={styles.input ?? ''} {...(placeholder ? { placeholder } : {})} />
      {hint && !error && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>
        <CircleX size={14} aria-hidden="true" />
        {error}
      </FieldError>
    </TextField>
  );
}
