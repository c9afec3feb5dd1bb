import { type FormEvent, useId, useState } from 'react';
import { CheckboxGroup, Label, Checkbox as RacCheckbox } from 'react-aria-components';
import { type PersonFacts, type PersonRole, personKinds, personRoles } from '#shared/contract/people.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import { Failure } from './failure.tsx';
import { makePerson, showPerson } from './people.actions.ts';
import { closePeopleDialog } from './people.store.ts';
import styles from './person-details.module.css';

/** Somebody new; who seems to be here already is shown while the name is typed. */
export function MakeDialog({ name: first }: { name: string }) {
  const text = useText();
  const form = useId();
  const [name, setName] = useState(first);
  const [email, setEmail] = useState('');
  const [kind, setKind] = useState<PersonFacts['kind']>('person');
  const [roles, setRoles] = useState<PersonRole[]>(['collaborator']);
  const [error, setError] = useState<string | null>(null);
  const looks = { name: name.slice(0, 200), email: email.slice(0, 320) };
  const { data: similar = [] } = useCall('people.similar', looks, { enabled: name.trim() !== '', keepsPrevious: true });
  const isEmpty = name.trim() === '';
  const make = (event: FormEvent) => {
    event.preventDefault();
    if (isEmpty) return;
    makePerson({ name: name.trim(), email: email.trim(), kind, roles }).then(
      (id) => {
        closePeopleDialog();
        showPerson(id);
      },
      (failure: unknown) => setError(errorText(text, asAppError(failure).code)),
    );
  };
  return (
    <Dialog
      title={text('people.new')}
      isOpen
      onClose={closePeopleDialog}
      footer={
        <>
          <Button onPress={closePeopleDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form={form} isDisabled={isEmpty}>
            {text('people.add')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.plain} onSubmit={make}>
        <Field autoFocus label={text('people.fact.name')} value={name} onChange={setName} />
        <Failure text={error} />
        {!isEmpty && similar.length > 0 && (
          <ul className={styles.found} aria-label={text('people.similar')}>
            {similar.slice(0, 3).map(({ person, by }) => (
              <li key={person.id} className={styles.similarLine}>
                <span className={styles.similarText}>
                  {text('people.isHere', {
                    name: person.name,
                    why: by.map((each) => text(`people.same.${each}`)).join(', '),
                  })}
                </span>
                <Button
                  kind="link"
                  size="small"
                  onPress={() => {
                    closePeopleDialog();
                    showPerson(person.id);
                  }}
                >
                  {text('people.show')}
                </Button>
              </li>
            ))}
          </ul>
        )}
        <Field label={text('people.fact.email')} value={email} onChange={setEmail} spellCheck="false" />
        <Select
          label={text('people.fact.kind')}
          value={kind}
          options={personKinds.map((value) => ({ value, text: text(`people.kind.${value}`) }))}
          onChange={setKind}
        />
        <CheckboxGroup
          className={styles.roles ?? ''}
          value={roles}
          onChange={(chosen) => setRoles(chosen as PersonRole[])}
        >
          <Label className={styles.rolesLabel ?? ''}>{text('people.fact.roles')}</Label>
          {personRoles.map((role) => (
            <RacCheckbox key={role} value={role} className={styles.role ?? ''}>
              {text(`people.role.${role}`)}
            </RacCheckbox>
          ))}
        </CheckboxGroup>
      </form>
    </Dialog>
  );
}
