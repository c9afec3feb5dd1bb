import { Check, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { FieldError, Input, Label, TextField, type TextFieldProps } from 'react-aria-components';
import { TextArea } from '../../ui/index.ts';
import styles from './kept-field.module.css';
import { useMarks } from './marks.ts';
import { useKeptText } from './use-kept-text.ts';

type KeptFieldProps = {
  label: string;
  value: string;
  /** As the lint names it; without, nothing is marked. */
  field?: string;
  /** Null is the release itself, else the track's place. */
  place?: number | null;
  type?: 'text' | 'date';
  isCode?: boolean;
  isRequired?: boolean;
  isLong?: boolean;
  isDisabled?: boolean;
  maxLength?: number;
  placeholder?: string | undefined;
  hint?: string | undefined;
  /** Stands in the field, at its right. */
  note?: ReactNode;
  /** A failure stays beside the field, with what was typed. */
  onSave: (value: string) => Promise<void>;
};

/** A field of a release that is kept when it is left; inside it stands what the lint says. Esc brings back what was. */
export function KeptField(props: KeptFieldProps) {
  const { label, value, isRequired, isLong = false, isDisabled = false, onSave, maxLength, hint, placeholder } = props;
  const kept = useKeptText({ value, isRequired, onSave });
  const press: TextFieldProps['onKeyDown'] = (event) => {
    if (event.key === 'Escape' && kept.isTyped) return kept.back();
    if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) void kept.save();
    event.continuePropagation();
  };
  const shared = {
    value: kept.shown,
    isDisabled,
    onChange: kept.type,
    onBlur: () => void kept.save(),
    onKeyDown: press,
    ...(maxLength === undefined ? {} : { maxLength }),
  };
  if (isLong) return <TextArea {...shared} label={label} rows={3} hint={kept.failure ?? hint} />;
  return <Line {...props} {...shared} failure={kept.failure} placeholder={placeholder} />;
}

type LineProps = Omit<KeptFieldProps, 'onSave'> &
  Pick<TextFieldProps, 'onChange' | 'onBlur' | 'onKeyDown'> & { failure: string | null };

function Line({
  label,
  value,
  field,
  place = null,
  type = 'text',
  isCode = false,
  note,
  hint,
  failure,
  ...props
}: LineProps) {
  const { placeholder, isRequired: _, isLong: __, ...rest } = props;
  const { isChecked, find } = useMarks();
  const mark = field === undefined ? undefined : find(place, field);
  const said = failure ?? (mark && mark.severity !== 'note' ? mark.text : null);
  const isError = failure !== null || mark?.severity === 'error';
  return (
    <TextField
      {...rest}
      value={value}
      type={type}
      isInvalid={isError}
      spellCheck="false"
      autoComplete="off"
      className={styles.field ?? ''}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <span className={styles.box} data-mark={isError ? 'error' : mark?.severity}>
        <Input
          className={styles.input ?? ''}
          data-code={isCode || undefined}
          {...(placeholder ? { placeholder } : {})}
          {...(said ? { title: said } : {})}
        />
        {note && <span className={styles.note}>{note}</span>}
        {isError && <CircleX size={14} className={styles.error} aria-hidden="true" />}
        {!isError && mark?.severity === 'warning' && (
          <TriangleAlert size={14} className={styles.warning} aria-hidden="true" />
        )}
        {!said && field && isChecked && value !== '' && !note && (
          <Check size={14} className={styles.ok} aria-hidden="true" />
        )}
      </span>
      {hint && !failure && <span className={styles.hint}>{hint}</span>}
      <FieldError className={failure === null ? (styles.unseen ?? '') : (styles.failure ?? '')}>{said}</FieldError>
    </TextField>
  );
}
