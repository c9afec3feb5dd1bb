import { useState } from 'react';
import type { AppError } from '#shared/errors.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';

export type KeptText = {
  shown: string;
  failure: string | null;
  isTyped: boolean;
  type: (next: string) => void;
  /** Answers whether all is kept; a failure stays with what was typed. */
  save: () => Promise<boolean>;
  back: () => void;
};

type Options = {
  value: string;
  isRequired?: boolean | undefined;
  onSave: (value: string) => Promise<void>;
};

/** A text that is kept when its field is left, and stays open where it cannot be. */
export function useKeptText({ value, isRequired = false, onSave }: Options): KeptText {
  const text = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const back = () => {
    setTyped(null);
    setFailure(null);
  };
  const save = async () => {
    const wanted = typed?.trim() ?? value;
    if (wanted === value || (isRequired && wanted === '')) {
      back();
      return true;
    }
    try {
      await onSave(wanted);
      back();
      return true;
    } catch (error) {
      setFailure(failureText(text, asAppError(error)));
      return false;
    }
  };
  const type = (next: string) => {
    setTyped(next);
    setFailure(null);
  };
  return { shown: typed ?? value, failure, isTyped: typed !== null, type, save, back };
}

/** In whose way a code is, it says by name. */
export function failureText(text: Text, { code, details }: AppError): string {
  const { other } = details as { other?: unknown };
  if ((code === 'ISRC_TAKEN' || code === 'CODE_TAKEN') && typeof other === 'string') {
    return text('releases.takenBy', { other });
  }
  return errorText(text, code);
}
