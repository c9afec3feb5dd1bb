import { Ellipsis, FileText, ImagePlus, Merge, Trash2, Undo2 } from 'lucide-react';
import { FileTrigger } from 'react-aria-components';
import type { PersonDetails as Details, PersonFacts, PersonId, SimilarPerson } from '#shared/contract/people.ts';
import { uploadPicture } from '../../api/media.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, Tabs } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { openPackDialog } from '../packs/index.ts';
import { Avatar } from './avatar.tsx';
import { editPerson, removePeople, restorePerson, showPerson } from './people.actions.ts';
import { detailTabs, openPeopleDialog, usePeopleStore } from './people.store.ts';
import { useProfiles } from './people-data.ts';
import { PersonCredits } from './person-credits.tsx';
import styles from './person-details.module.css';
import { PersonFactsForm } from './person-facts.tsx';
import { describeRoles } from './person-list.tsx';
import { PersonTime } from './person-time.tsx';

const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];

/** Whoever is selected: what is known of them, what they take part in, and their time. */
export function PersonDetails({ id }: { id: PersonId }) {
  const text = useText();
  const { data: person, error } = useCall('people.get', { id });
  const tab = usePeopleStore((state) => state.detailTab);
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!person) return null;
  const contents = {
    details: <PersonFactsForm person={person} />,
    credits: <PersonCredits id={id} />,
    time: <PersonTime id={id} />,
  };
  return (
    <>
      <PersonHead person={person} />
      {person.similar.length > 0 && person.may.edit && <SimilarNote person={person} similar={person.similar} />}
      <div className={styles.tabs}>
        <Tabs
          label={text('people.detailTabs', { name: person.name })}
          value={tab}
          onChange={(next) => usePeopleStore.setState({ detailTab: next })}
          tabs={detailTabs.map((each) => ({
            id: each,
            text: text(`people.detailTab.${each}`),
            content: contents[each],
          }))}
        />
      </div>
    </>
  );
}

function PersonHead({ person }: { person: Details }) {
  const text = useText();
  const { id, name, kind, pictureHash, isRemoved, may } = person;
  const edit = (change: Partial<PersonFacts>) => attempt(() => editPerson([id], change, name));
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) void attempt(async () => edit({ pictureHash: (await uploadPicture(file)).hash }));
  };
  return (
    <header className={styles.head}>
      <Avatar id={id} name={name} pictureHash={pictureHash} isSquare={kind !== 'person'} size={56} isDecoration />
      <div className={styles.headText}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.about}>
          {isRemoved ? text('people.isRemoved') : describeRoles(text, { ...person, mergedInto: null })}
        </span>
      </div>
      {may.edit && !isRemoved && (
        <FileTrigger acceptedFileTypes={pictureTypes} onSelect={take}>
          <IconButton label={text('people.choosePicture')}>
            <ImagePlus size={16} />
          </IconButton>
        </FileTrigger>
      )}
      <PersonMenu person={person} onPicture={(hash) => void edit({ pictureHash: hash })} />
    </header>
  );
}

function PersonMenu({ person, onPicture }: { person: Details; onPicture: (hash: null) => void }) {
  const text = useText();
  const profiles = useProfiles();
  const { id, name, may, isRemoved, mergedInto, memberRole, pictureHash } = person;
  const mayHandOver = profiles?.role === 'owner' && memberRole !== null && profiles.active?.id !== id && !isRemoved;
  if (isRemoved) {
    if (!may.remove || mergedInto !== null) return null;
    return (
      <Button icon={<Undo2 size={16} />} onPress={() => void attempt(() => restorePerson(id, name))}>
        {text('people.restore')}
      </Button>
    );
  }
  return (
    <Menu
      label={text('people.more', { name })}
      placement="bottom end"
      trigger={
        <IconButton label={text('people.more', { name })}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      <MenuItem
        icon={<Merge size={16} />}
        text={text('people.mergeWith')}
        isDisabled={!may.edit}
        onAction={() => openPeopleDialog({ kind: 'mergeWith', id })}
      />
      <MenuItem
        icon={<FileText size={16} />}
        text={text('packs.page.profile')}
        onAction={() => openPackDialog({ kind: 'page', scope: { type: 'profile', personId: id }, name })}
      />
      {pictureHash !== null && may.edit && (
        <MenuItem text={text('people.removePicture')} onAction={() => onPicture(null)} />
      )}
      {mayHandOver && (
        <MenuItem text={text('people.handOver')} onAction={() => openPeopleDialog({ kind: 'handOver', id })} />
      )}
      <MenuItem
        icon={<Trash2 size={16} />}
        text={text('people.remove')}
        keys="Delete"
        isDisabled={!may.remove}
        onAction={() => void attempt(() => removePeople([id]))}
      />
    </Menu>
  );
}

/** Who may be the same, and why. */
function SimilarNote({ person, similar }: { person: Details; similar: readonly SimilarPerson[] }) {
  const text = useText();
  return (
    <ul className={styles.similar} aria-label={text('people.similar')}>
      {similar.map(({ person: other, by }) => (
        <li key={other.id} className={styles.similarLine}>
          <span className={styles.similarText}>
            {text('people.maybeSame', {
              name: other.name,
              why: by.map((each) => text(`people.same.${each}`)).join(', '),
            })}
          </span>
          <Button kind="link" size="small" onPress={() => showPerson(other.id)}>
            {text('people.show')}
          </Button>
          <Button size="small" onPress={() => openPeopleDialog({ kind: 'merge', ids: [person.id, other.id] })}>
            {text('people.merge')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
