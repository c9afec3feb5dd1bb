import { useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './merge-dialog.module.css';
import { importPeople } from './people.actions.ts';
import { closePeopleDialog } from './people.store.ts';

/** More lines are taken or left as they are proposed. */
const mostShown = 500;

type Imported = Output<'people.previewImport'>['people'][number];

/** What a table of people holds, before any of it comes in. */
export function ImportDialog({ table }: { table: string }) {
  const text = useText();
  const { data, error } = useCall('people.previewImport', { text: table });
  const [changed, setChanged] = useState<ReadonlyMap<number, boolean>>(new Map());
  const isChosen = ({ line, problem, like }: Imported) => problem === null && (changed.get(line) ?? like === null);
  const lines = (data?.people ?? []).filter(isChosen).map(({ line }) => line);
  return (
    <Dialog
      title={text('people.importTitle')}
      isOpen
      onClose={closePeopleDialog}
      size="large"
      footer={
        <>
          <Button onPress={closePeopleDialog}>{text('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={lines.length === 0}
            onPress={() => void attempt(() => importPeople(table, lines))}
          >
            {text('people.importDo', { count: lines.length })}
          </Button>
        </>
      }
    >
      {error && <p className={styles.note}>{errorText(text, error.code)}</p>}
      {data && data.unknownColumns.length > 0 && (
        <p className={styles.note}>{text('people.unknownColumns', { names: data.unknownColumns.join(', ') })}</p>
      )}
      {data && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{text('people.importChoose')}</th>
              <th scope="col">{text('people.fact.name')}</th>
              <th scope="col">{text('people.fact.email')}</th>
              <th scope="col">{text('people.fact.roles')}</th>
              <th scope="col">{text('people.importNote')}</th>
            </tr>
          </thead>
          <tbody>
            {data.people.slice(0, mostShown).map((person) => (
              <ImportRow
                key={person.line}
                person={person}
                isChosen={isChosen(person)}
                onChange={(isOn) => setChanged(new Map(changed).set(person.line, isOn))}
              />
            ))}
          </tbody>
        </table>
      )}
      {data && data.people.length > mostShown && (
        <p className={styles.note}>{text('people.importMore', { count: data.people.length - mostShown })}</p>
      )}
    </Dialog>
  );
}

type ImportRowProps = { person: Imported; isChosen: boolean; onChange: (isOn: boolean) => void };

function ImportRow({ person, isChosen, onChange }: ImportRowProps) {
  const text = useText();
  const { facts, problem, like } = person;
  return (
    <tr>
      <td>
        <Checkbox
          aria-label={text('people.importOne', { name: facts.name })}
          isSelected={isChosen}
          isDisabled={problem !== null}
          onChange={onChange}
        />
      </td>
      <td>{facts.name}</td>
      <td>{facts.email}</td>
      <td>{facts.roles.map((role) => text(`people.role.${role}`)).join(', ')}</td>
      <td className={problem ? styles.problem : styles.maybe}>
        {problem ? text(`people.importProblem.${problem}`) : like ? text('people.importLike', { name: like.name }) : ''}
      </td>
    </tr>
  );
}
