import { type FormEvent, useState } from 'react';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './dialogs.module.css';
import { editFacts } from './tracklists.actions.ts';
import { closeDialog, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

const fields = ['name', 'artist', 'event', 'venue', 'date', 'genre', 'note'] as const;
type Facts = Record<(typeof fields)[number], string>;
const date = /^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?$/;

/** What is said of the mix or the event. */
export function DetailsDialog({ details }: { details: TracklistDetails }) {
  const text = useText();
  const isOpen = useTracklists((state) => state.dialog === 'details');
  const { id, name, artist, event, venue, date: day, genre, note } = details;
  const [facts, setFacts] = useState<Facts>({ name, artist, event, venue, date: day, genre, note });
  const isDate = date.test(facts.date.trim());
  const canSave = facts.name.trim() !== '' && isDate;
  const save = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (canSave) void attempt(() => editFacts(id, { ...facts, date: facts.date.trim() }));
  };
  return (
    <Dialog
      title={text('tracklists.details')}
      isOpen={isOpen}
      onClose={closeDialog}
      size="small"
      footer={
        <>
          <Button onPress={closeDialog}>{text('tracklists.cancel')}</Button>
          <Button kind="primary" type="submit" form="tracklist-details" isDisabled={!canSave}>
            {text('tracklists.save')}
          </Button>
        </>
      }
    >
      <form id="tracklist-details" className={styles.form} onSubmit={save}>
        {fields.map((field) => (
          <Field
            key={field}
            label={text(`tracklists.fact.${field}`)}
            value={facts[field]}
            maxLength={field === 'note' ? 4000 : 200}
            autoFocus={field === 'name'}
            hint={field === 'date' ? text('tracklists.fact.dateHint') : undefined}
            error={field === 'date' && !isDate ? text('tracklists.fact.badDate') : null}
            onChange={(value) => setFacts({ ...facts, [field]: value })}
          />
        ))}
      </form>
    </Dialog>
  );
}
