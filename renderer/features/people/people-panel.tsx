import { UserPlus, Users } from 'lucide-react';
import { type PersonId, personRoles } from '#shared/contract/people.ts';
import { useCall } from '../../api/query.ts';
import { useView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Field, Select } from '../../ui/index.ts';
import { openPeopleDialog, type RoleFilter, usePeopleStore } from './people.store.ts';
import styles from './people-view.module.css';
import { PersonDetails } from './person-details.tsx';
import { PersonList } from './person-list.tsx';
import { SeveralPeople } from './several-people.tsx';

/** The list with its search at the left, and whoever is selected. */
export function PeoplePanel() {
  const text = useText();
  const typed = usePeopleStore((state) => state.text);
  const role = usePeopleStore((state) => state.role);
  const selected = usePeopleStore((state) => state.selected);
  const item = useView((state) => state.item);
  const filter = {
    text: typed,
    isRemoved: role === 'removed',
    ...(role === 'all' || role === 'removed' ? {} : { role }),
  };
  const { data: people, error } = useCall('people.list', filter, { keepsPrevious: true });
  const filters: RoleFilter[] = ['all', 'member', ...personRoles, 'removed'];
  const shown = selected.size === 1 ? ([...selected][0] as PersonId) : (item as PersonId | null);
  return (
    <div className={styles.split}>
      <section className={styles.side} aria-label={text('people.list')}>
        <div className={styles.filter}>
          <Field
            label={text('people.search')}
            isLabelHidden
            placeholder={text('people.search')}
            value={typed}
            onChange={(value) => usePeopleStore.setState({ text: value })}
          />
          <Select
            label={text('people.filter')}
            isLabelHidden
            value={role}
            options={filters.map((value) => ({ value, text: text(`people.show.${value}`) }))}
            onChange={(value) => usePeopleStore.setState({ role: value })}
          />
        </div>
        {error && <EmptyState text={errorText(text, error.code)} />}
        {people?.length === 0 && (
          <EmptyState
            icon={<Users size={20} />}
            text={text(typed === '' && role !== 'removed' ? 'people.noneOfRole' : 'people.noneMatch')}
            action={
              <Button onPress={() => usePeopleStore.setState({ text: '', role: 'all' })}>
                {text('people.showAll')}
              </Button>
            }
          />
        )}
        {people && people.length > 0 && <PersonList people={people} />}
      </section>
      <section className={styles.details} aria-label={text('people.details')}>
        {selected.size > 1 ? (
          <SeveralPeople ids={[...selected]} />
        ) : shown === null ? (
          <EmptyState
            icon={<UserPlus size={20} />}
            text={text('people.empty')}
            action={<Button onPress={() => openPeopleDialog({ kind: 'make', name: '' })}>{text('people.new')}</Button>}
          />
        ) : (
          <PersonDetails key={shown} id={shown} />
        )}
      </section>
    </div>
  );
}
