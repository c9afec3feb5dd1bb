import { useState } from 'react';
import { asAppError } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { failureText } from './use-kept-text.ts';

type Submit = { failure: string | null; submit: (run: () => Promise<void>) => void };

/** Runs what a dialog is for and goes on, or stays open with the reason where it fails. */
export function useSubmit(onDone: () => void): Submit {
  const text = useText();
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (run: () => Promise<void>) => {
    try {
      await run();
      setFailure(null);
      onDone();
    } catch (error) {
      setFailure(failureText(text, asAppError(error)));
    }
  };
  return { failure, submit: (run) => void submit(run) };
}
