import { useState } from 'react';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { titleOf } from './report-words.ts';
import { useReports } from './reports.store.ts';
import styles from './reports-view.module.css';

/** Names the report on screen; one that was saved already can be changed. */
export function SaveDialog() {
  const text = useText();
  const { definition, saved } = useReports();
  const [name, setName] = useState(saved?.name ?? titleOf(text, definition));
  const [isNew, setIsNew] = useState(saved === null);
  const close = () => useReports.setState({ dialog: null });
  const save = async () => {
    const { id } = await call('reports.save', {
      id: isNew ? null : (saved?.id ?? null),
      name: name.trim(),
      definition,
    });
    useReports.setState({ saved: { id, name: name.trim() }, dialog: null });
    showToast({ text: text('reports.savedAs', { name: name.trim() }) });
  };
  return (
    <Dialog
      isOpen
      title={text('reports.save')}
      size="small"
      onClose={close}
      footer={
        <>
          <Button onPress={close}>{text('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={name.trim() === ''} onPress={() => void attempt(save)}>
            {text('reports.save')}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void attempt(save);
        }}
      >
        <Field autoFocus label={text('reports.name')} value={name} onChange={setName} maxLength={100} />
        {saved && (
          <Checkbox isSelected={isNew} onChange={setIsNew}>
            {text('reports.asNew')}
          </Checkbox>
        )}
      </form>
    </Dialog>
  );
}
