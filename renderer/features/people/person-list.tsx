import { type Key, ListBox, ListBoxItem, ListLayout, type Selection, Virtualizer } from 'react-aria-components';
import type { PersonId, PersonRow } from '#shared/contract/people.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Avatar } from './avatar.tsx';
import { selectPeople } from './people.actions.ts';
import { usePeopleStore } from './people.store.ts';
import styles from './people-view.module.css';

const rowHeight = 44;

export function PersonList({ people }: { people: readonly PersonRow[] }) {
  const text = useText();
  const selected = usePeopleStore((state) => state.selected);
  const change = (keys: Selection) => {
    const chosen: Iterable<Key> = keys === 'all' ? people.map(({ id }) => id) : keys;
    selectPeople(new Set([...chosen] as PersonId[]));
  };
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: rowHeight }}>
      <ListBox
        aria-label={text('people.list')}
        className={styles.list ?? ''}
        items={people}
        selectionMode="multiple"
        selectionBehavior="replace"
        selectedKeys={selected}
        onSelectionChange={change}
        data-pane-focus
      >
        {(person) => (
          <ListBoxItem id={person.id} textValue={person.name} className={styles.row ?? ''}>
            <Avatar
              id={person.id}
              name={person.name}
              pictureHash={person.pictureHash}
              isSquare={person.kind !== 'person'}
              size={28}
              isDecoration
            />
            <span className={styles.rowText}>
              <span className={styles.rowName}>{person.name}</span>
              <span className={styles.rowNote}>{describeRoles(text, person)}</span>
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </Virtualizer>
  );
}

/** 'Owner, artist, writer' */
export function describeRoles(text: Text, { memberRole, memberState, roles }: PersonRow): string {
  const member = memberRole === null ? [] : [text(`people.memberRole.${memberRole}`)];
  const state = memberRole !== null && memberState !== 'active' ? [text(`people.memberState.${memberState}`)] : [];
  const words = [...member, ...state, ...roles.map((role) => text(`people.role.${role}`))].join(', ');
  return words === '' ? text('people.noRole') : words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
