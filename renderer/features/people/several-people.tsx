import { Merge, Trash2 } from 'lucide-react';
import type { DepartmentId, PersonId, PersonRole } from '#shared/contract/people.ts';
import { personRoles } from '#shared/contract/people.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { PersonAvatar } from './avatar.tsx';
import { addRole, editPerson, removePeople } from './people.actions.ts';
import { openPeopleDialog } from './people.store.ts';
import { usePeople } from './people-data.ts';
import styles from './person-details.module.css';

const mostFaces = 12;

/** What can be done to several at once. */
export function SeveralPeople({ ids }: { ids: readonly PersonId[] }) {
  const text = useText();
  const people = usePeople();
  const { data: teams } = useCall('teams.list');
  const rows = ids.flatMap((id) => people.get(id) ?? []);
  const add = (role: PersonRole | '') => {
    if (role === '') return;
    void attempt(() => addRole(rows, role));
  };
  const setDepartment = (value: string) => {
    if (value === 'keep') return;
    const departmentId = value === '' ? null : (Number(value) as DepartmentId);
    void attempt(() => editPerson(ids, { departmentId }, ''));
  };
  const [first, second] = ids;
  return (
    <div className={styles.form}>
      <h2 className={styles.name}>{text('people.selected', { count: ids.length })}</h2>
      <div className={styles.faces}>
        {ids.slice(0, mostFaces).map((id) => (
          <PersonAvatar key={id} personId={id} size={32} />
        ))}
      </div>
      <div className={styles.group}>
        <Select
          label={text('people.addRole')}
          value=""
          options={[
            { value: '' as const, text: text('people.choose') },
            ...personRoles.map((value) => ({ value, text: text(`people.role.${value}`) })),
          ]}
          onChange={add}
        />
        <Select
          label={text('people.fact.department')}
          value="keep"
          options={[
            { value: 'keep', text: text('people.choose') },
            { value: '', text: text('people.noDepartment') },
            ...(teams?.departments ?? []).map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          onChange={setDepartment}
        />
      </div>
      <div className={styles.buttons}>
        {ids.length === 2 && first !== undefined && second !== undefined && (
          <Button icon={<Merge size={16} />} onPress={() => openPeopleDialog({ kind: 'merge', ids: [first, second] })}>
            {text('people.mergeTwo')}
          </Button>
        )}
        <Button icon={<Trash2 size={16} />} keys="Delete" onPress={() => void attempt(() => removePeople(ids))}>
          {text('people.removeMany', { count: ids.length })}
        </Button>
      </div>
    </div>
  );
}
