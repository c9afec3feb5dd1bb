import { useState } from 'react';
import type { Idea } from '#shared/contract/ideas.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { decide, saveIdea } from './ideas.actions.ts';
import styles from './ideas.module.css';
import { closeIdeaDialog, useIdeas } from './ideas.store.ts';

/** The dialog about ideas that is open. */
export function IdeaDialogs() {
  const dialog = useIdeas((state) => state.dialog);
  if (dialog === null) return null;
  return dialog.kind === 'write' ? <WriteDialog idea={dialog.idea} /> : <RejectDialog idea={dialog.idea} />;
}

function WriteDialog({ idea }: { idea: Idea | null }) {
  const text = useText();
  const [title, setTitle] = useState(idea?.title ?? '');
  const [words, setWords] = useState(idea?.text ?? '');
  const save = () => {
    closeIdeaDialog();
    void attempt(() => saveIdea(idea, { title, text: words }));
  };
  return (
    <Dialog
      title={text(idea ? 'ideas.edit' : 'ideas.new')}
      isOpen
      onClose={closeIdeaDialog}
      footer={
        <>
          <Button onPress={closeIdeaDialog}>{text('ideas.cancel')}</Button>
          <Button kind="primary" type="submit" form="idea" isDisabled={title.trim() === ''}>
            {text('ideas.save')}
          </Button>
        </>
      }
    >
      <form
        id="idea"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={text('ideas.title')} value={title} onChange={setTitle} maxLength={200} autoFocus />
        <TextArea label={text('ideas.text')} value={words} onChange={setWords} rows={6} maxLength={4000} />
      </form>
    </Dialog>
  );
}

function RejectDialog({ idea }: { idea: Idea }) {
  const text = useText();
  const [reason, setReason] = useState('');
  return (
    <Dialog
      title={text('ideas.rejectTitle', { title: idea.title })}
      isOpen
      size="small"
      onClose={closeIdeaDialog}
      footer={
        <>
          <Button onPress={closeIdeaDialog}>{text('ideas.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={reason.trim() === ''}
            onPress={() => {
              closeIdeaDialog();
              void attempt(() => decide(idea, 'rejected', reason));
            }}
          >
            {text('ideas.reject')}
          </Button>
        </>
      }
    >
      <TextArea
        label={text('ideas.reason')}
        hint={text('ideas.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={1000}
        autoFocus
      />
    </Dialog>
  );
}
