import { CircleX, RotateCcw } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { FieldError, Input, Label, TextArea, TextField } from 'react-aria-components';
import type { TagFieldState } from '#shared/contract/tags.ts';
import type { EditField } from '#shared/tags/edit-fields.ts';
import { isMultiValue } from '#shared/tags/edit-fields.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton } from '../../ui/index.ts';
import { fieldName } from './field-name.ts';
import { ListEdit } from './list-edit.tsx';
import styles from './tag-field.module.css';
import { isLongField, readTyped, typedText, variousText } from './tag-values.ts';
import { editTagNow, revertTags, type Targets } from './tags.actions.ts';

type TagFieldProps = {
  field: EditField;
  /** Undefined where the library does not know what the files say. */
  state: TagFieldState | undefined;
  /** How the file divides the value, where that is known. */
  list?: readonly string[] | undefined;
  count: number;
  targets: Targets;
};

/** One field of one or many tracks. Only what is typed into is changed: Enter and leaving save, Esc restores. */
export function TagField({ field, state, list, count, targets }: TagFieldProps) {
  const text = useText();
  const values = (state?.editedCount === 0 ? list : undefined) ?? state?.values ?? (count === 1 ? [] : null);
  const shown = values === null ? '' : typedText(values);
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  /** Saved already, and on its way back. */
  const saved = useRef<string | null>(null);
  const name = fieldName(text, field);

  // What was saved stands there until the library says it too.
  useEffect(() => {
    saved.current = null;
    if (shown !== null) setTyped(null);
  }, [shown]);

  const restore = () => {
    setTyped(null);
    setError(null);
  };
  const save = async () => {
    if (typed === null || typed === shown) return restore();
    if (typed === saved.current) return;
    const read = readTyped(field, typed);
    if ('fault' in read) return setError(text(`tags.fault.${read.fault}`));
    try {
      await editTagNow(targets, field, read.values);
      if (typedText(read.values) === shown) restore();
      else {
        saved.current = typedText(read.values);
        setTyped(saved.current);
      }
    } catch (failure) {
      setError(errorText(text, asAppError(failure).code));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.shiftKey && !event.altKey;
    if (event.key === 'Escape' && typed !== null) restore();
    else if (event.key === 'Enter' && isPlain) void save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isEdited = (state?.editedCount ?? 0) > 0;
  const placeholder = state ? variousText(state, text('tags.various')) : count > 1 ? text('tags.unknown') : '';
  const input = { className: styles.input ?? '', placeholder, onKeyDown, onBlur: () => void save() };
  return (
    <TextField
      className={styles.row ?? ''}
      value={typed ?? shown}
      onChange={(value) => {
        setTyped(value);
        setError(null);
      }}
      isInvalid={error !== null}
      spellCheck="false"
    >
      <Label className={styles.label ?? ''}>
        {isEdited && (
          <span className={styles.dot} title={text('tags.edited')} role="img" aria-label={text('tags.edited')} />
        )}
        {name}
      </Label>
      <div className={styles.control}>
        {isLongField(field) ? <TextArea rows={2} {...input} /> : <Input {...input} />}
        {count > 1 && isMultiValue(field) && <ListEdit field={field} state={state} targets={targets} />}
        {isEdited && (
          <IconButton
            label={text('tags.reset', { name, value: fileText(state) })}
            size="small"
            onPress={() => void revertTags(targets, [field])}
          >
            <RotateCcw size={14} />
          </IconButton>
        )}
      </div>
      <FieldError className={styles.error ?? ''}>
        <CircleX size={14} aria-hidden="true" />
        {error}
      </FieldError>
    </TextField>
  );
}

function fileText(state: TagFieldState | undefined): string {
  return state?.fileValues?.join(', ') ?? '';
}
