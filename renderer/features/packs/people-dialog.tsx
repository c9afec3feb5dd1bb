import { X } from 'lucide-react';
import { useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Dialog, Face, IconButton, Select } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import type { OpenPack } from './pack-details.tsx';

type Access = OpenPack['people'][number]['access'];

/** Who takes part in a pack, and whether they may change it. */
export function PeopleDialog({ id, onClose }: { id: PackId; onClose: () => void }) {
  const { data: pack } = useCall('packs.get', { id });
  return pack ? <PeopleForm pack={pack} onClose={onClose} /> : null;
}

function PeopleForm({ pack, onClose }: { pack: OpenPack; onClose: () => void }) {
  const text = useText();
  const { data: all = [] } = useCall('people.all');
  const [people, setPeople] = useState(pack.people);
  const { error, submit } = useSubmit(onClose);
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const isIn = (id: PersonId) => id === pack.ownerId || people.some(({ personId }) => personId === id);
  const others = all.filter(({ id, isRemoved }) => !isRemoved && !isIn(id));
  const setAccess = (personId: PersonId, access: Access) =>
    setPeople(people.map((each) => (each.personId === personId ? { ...each, access } : each)));
  const accesses = (['view', 'edit'] as const).map((value) => ({ value, text: text(`packs.access.${value}`) }));
  const save = async () => {
    const { operation } = await call('packs.setPeople', { id: pack.id, people });
    if (operation !== null) {
      showUndoable({ text: textNow('packs.peopleSaved', { name: pack.name }), operations: [operation] });
    }
  };
  return (
    <Dialog
      title={text('packs.peopleOf', { name: pack.name })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{text('packs.cancel')}</Button>
          <Button kind="primary" onPress={() => void submit(save)}>
            {text('packs.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {people.length === 0 && <p className={styles.quiet}>{text('packs.noPeople')}</p>}
        <ul className={styles.people}>
          {people.map(({ personId, access }) => {
            const name = names.get(personId) ?? '';
            return (
              <li key={personId}>
                <Face name={name} />
                <span className={styles.grow}>{name}</span>
                <Select
                  label={text('packs.accessOf', { name })}
                  isLabelHidden
                  value={access}
                  options={accesses}
                  onChange={(chosen) => setAccess(personId, chosen)}
                />
                <IconButton
                  size="small"
                  label={text('packs.takeOut', { name })}
                  onPress={() => setPeople(people.filter((each) => each.personId !== personId))}
                >
                  <X size={14} />
                </IconButton>
              </li>
            );
          })}
        </ul>
        {others.length > 0 && (
          <Select
            label={text('packs.addPerson')}
            value=""
            options={[
              { value: '', text: text('packs.choosePerson') },
              ...others.map(({ id, name }) => ({ value: String(id), text: name })),
            ]}
            onChange={(value) => {
              const found = others.find(({ id }) => String(id) === value);
              if (found) setPeople([...people, { personId: found.id, access: 'view' }]);
            }}
          />
        )}
        <p className={styles.quiet}>{text('packs.peopleHint')}</p>
        {error && (
          <p className={styles.error} role="alert">
            {errorText(text, error.code)}
          </p>
        )}
      </div>
    </Dialog>
  );
}
