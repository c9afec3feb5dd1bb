import { useState } from 'react';
import type { TextFieldProps } from 'react-aria-components';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, TextArea } from '../../ui/index.ts';

type FactFieldProps = {
  label: string;
  /** What is kept now. */
  value: string;
  hint?: string | undefined;
  isDisabled?: boolean;
  /** Several lines. */
  isLong?: boolean;
  /** What must not stay empty. */
  isRequired?: boolean;
  /** Why a text cannot be kept; null where it can. */
  check?: (typed: string) => string | null;
  /** A failure stays beside the field, with what was typed. */
  onSave: (value: string) => Promise<void>;
};

/** A fact that is kept when the field is left or Enter is pressed; Esc brings back what was. */
export function FactField({ label, value, hint, isDisabled, isLong, isRequired, check, onSave }: FactFieldProps) {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    if (typed === null) return;
    const wanted = typed.trim();
    if (wanted === value || (isRequired && wanted === '')) return back();
    const wrong = check?.(wanted) ?? null;
    if (wrong !== null) return setFailure(wrong);
    try {
      await onSave(wanted);
      back();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  const back = () => {
    setTyped(null);
    setFailure(null);
  };
  const press: TextFieldProps['onKeyDown'] = (event) => {
    // A first Esc brings back what was; only the next one closes what is around.
    if (event.key === 'Escape' && typed !== null) return back();
    if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) void save();
    event.continuePropagation();
  };
  const shared = {
    label,
    value: typed ?? value,
    isDisabled: isDisabled ?? false,
    onChange: (next: string) => {
      setTyped(next);
      setFailure(null);
    },
    onBlur: () => void save(),
    onKeyDown: press,
    spellCheck: isLong ? 'true' : 'false',
  } as const;
  return isLong ? (
    <TextArea {...shared} rows={3} hint={failure ?? hint} />
  ) : (
    <Field {...shared} hint={hint} error={failure} autoComplete="off" />
  );
}
