import { type ReactNode, useState } from 'react';
import type { OperationId } from '#shared/contract/operation.ts';
import { asAppError } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import type { MessageId } from '../../messages/index.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './royalties.module.css';
import { closeDialog } from './royalties.store.ts';

type FormDialogProps = {
  title: string;
  /** What the button says. */
  action: string;
  said: MessageId;
  saidValues?: Record<string, string | number>;
  /** Null where something is still to be entered. */
  save: (() => Promise<{ operation: OperationId | null }>) | null;
  size?: 'small' | 'normal' | 'large';
  children: ReactNode;
};

/** A few fields and one button; what goes wrong is said below them, and nothing typed is lost. */
export function FormDialog({ title, action, said, saidValues = {}, save, size = 'normal', children }: FormDialogProps) {
  const text = useText();
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async () => {
    if (!save) return;
    try {
      const { operation } = await save();
      showUndoable({ text: text(said, saidValues), operations: [operation] });
      closeDialog();
    } catch (error) {
      setFailure(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      isOpen
      size={size}
      title={title}
      onClose={closeDialog}
      footer={
        <>
          <Button onPress={closeDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="royalty-form" isDisabled={save === null}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id="royalty-form"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {children}
        {failure && (
          <p role="alert" className={styles.error}>
            {failure}
          </p>
        )}
      </form>
    </Dialog>
  );
}
