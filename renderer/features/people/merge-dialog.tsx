import { useState } from 'react';
import { Label, ListBox, ListBoxItem, Radio, RadioGroup } from 'react-aria-components';
import type { PersonId, PersonRow } from '#shared/contract/people.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Avatar } from './avatar.tsx';
import styles from './merge-dialog.module.css';
import { handOver, mergePeople } from './people.actions.ts';
import { closePeopleDialog, openPeopleDialog } from './people.store.ts';
import { usePeople, usePerson, usePresentPeople } from './people-data.ts';

/** Which of two stays. */
export function MergeDialog({ ids }: { ids: readonly [PersonId, PersonId] }) {
  const text = useText();
  const people = usePeople();
  const [one, other] = ids.map((id) => people.get(id));
  // An owner cannot go, a member rather stays.
  const rank = (person: PersonRow | undefined) => (person?.memberRole === 'owner' ? 2 : person?.memberRole ? 1 : 0);
  const [kept, setKept] = useState<PersonId>(rank(other) > rank(one) ? ids[1] : ids[0]);
  if (!one || !other) return null;
  const [into, from] = kept === one.id ? [one, other] : [other, one];
  const merge = () => {
    closePeopleDialog();
    void attempt(() => mergePeople(from, into));
  };
  return (
    <Dialog
      title={text('people.mergeTitle')}
      isOpen
      onClose={closePeopleDialog}
      footer={
        <>
          <Button onPress={closePeopleDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" onPress={merge}>
            {text('people.mergeInto', { name: into.name })}
          </Button>
        </>
      }
    >
      <RadioGroup
        className={styles.choices ?? ''}
        value={String(kept)}
        onChange={(id) => setKept(Number(id) as PersonId)}
      >
        <Label className={styles.label ?? ''}>{text('people.mergeWhich')}</Label>
        {[one, other].map((person) => (
          <Radio key={person.id} value={String(person.id)} className={styles.choice ?? ''}>
            <PersonLine person={person} />
          </Radio>
        ))}
      </RadioGroup>
      <p className={styles.note}>{text('people.mergeHint', { from: from.name, into: into.name })}</p>
    </Dialog>
  );
}

/** Finds somebody to merge with. */
export function MergeWithDialog({ id }: { id: PersonId }) {
  const text = useText();
  const person = usePerson(id);
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLocaleLowerCase();
  const found = usePresentPeople().filter(
    (other) => other.id !== id && other.name.toLocaleLowerCase().includes(wanted),
  );
  return (
    <Dialog
      title={text('people.mergeWithTitle', { name: person?.name ?? '' })}
      isOpen
      onClose={closePeopleDialog}
      size="small"
    >
      <Field autoFocus label={text('people.search')} value={typed} onChange={setTyped} />
      <ListBox
        aria-label={text('people.list')}
        className={styles.found ?? ''}
        items={found.slice(0, 50)}
        onAction={(key) => openPeopleDialog({ kind: 'merge', ids: [id, Number(key) as PersonId] })}
      >
        {(other) => (
          <ListBoxItem id={other.id} textValue={other.name} className={styles.choice ?? ''}>
            <PersonLine person={other} />
          </ListBoxItem>
        )}
      </ListBox>
    </Dialog>
  );
}

/** Giving the workspace away cannot be taken back by whoever does it. */
export function HandOverDialog({ id }: { id: PersonId }) {
  const text = useText();
  const person = usePerson(id);
  if (!person) return null;
  const give = () => {
    closePeopleDialog();
    void attempt(() => handOver(person));
  };
  return (
    <Dialog
      title={text('people.handOverTitle', { name: person.name })}
      isOpen
      role="alertdialog"
      size="small"
      onClose={closePeopleDialog}
      footer={
        <>
          <Button onPress={closePeopleDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" onPress={give}>
            {text('people.handOverDo')}
          </Button>
        </>
      }
    >
      <p className={styles.note}>{text('people.handOverHint', { name: person.name })}</p>
    </Dialog>
  );
}

function PersonLine({ person }: { person: PersonRow }) {
  return (
    <span className={styles.person}>
      <Avatar id={person.id} name={person.name} pictureHash={person.pictureHash} isDecoration />
      {person.name}
    </span>
  );
}
