import { Label, TextArea as RacTextArea, Text, TextField, type TextFieldProps } from 'react-aria-components';
import field from './field.module.css';
import styles from './text-area.module.css';

type TextAreaProps = Omit<TextFieldProps, 'children' | 'className'> & {
  label: string;
  /** A sentence below. */
  hint?: string | undefined;
  /** Lines in sight. */
  rows?: number;
  placeholder?: string | undefined;
};

/** A text of several lines. */
export function TextArea({ label, hint, rows = 4, placeholder, ...props }: TextAreaProps) {
  return (
    <TextField {...props} className={field.field ?? ''}>
      <Label className={field.label ?? ''}>{label}</Label>
      <RacTextArea className={`${field.input} ${styles.area}`} rows={rows} {...(placeholder ? { placeholder } : {})} />
      {hint && (
        <Text slot="description" className={field.hint ?? ''}>
          {hint}
        </Text>
      )}
    </TextField>
  );
}
