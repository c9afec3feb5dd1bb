import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button as RacButton } from 'react-aria-components';
import type { PersonId } from '#shared/contract/people.ts';
import type { Song } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select } from '../../ui/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { TextPick } from './pick-field.tsx';
import { readShare, shareText } from './share-text.ts';
import { closeSongDialog } from './songs.store.ts';

type Draft = { row: number; personId: number | null; role: string; share: string; canEdit: boolean };

/** Who takes part in a song: for what, with which share, and whether they may change it. */
export function PeopleDialog({ id }: { id: SongId }) {
  const { data: song } = useCall('songs.get', { id });
  return song ? <PeopleForm song={song} /> : null;
}

function PeopleForm({ song }: { song: Song }) {
  const text = useText();
  const { data: people = [] } = useCall('people.all');
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    song.people.map(({ personId, role, share, canEdit }, row) => ({
      row,
      personId,
      role,
      share: shareText(share),
      canEdit,
    })),
  );
  const [problem, setProblem] = useState<string | null>(null);
  const shares = drafts.map(({ share }) => readShare(share));
  const isUnread = shares.some((share) => share === undefined);
  const total = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const set = (row: number, patch: Partial<Draft>) =>
    setDrafts(drafts.map((draft) => (draft.row === row ? { ...draft, ...patch } : draft)));
  const add = () =>
    setDrafts([
      ...drafts,
      { row: Math.max(-1, ...drafts.map(({ row }) => row)) + 1, personId: null, role: '', share: '', canEdit: false },
    ]);
  const save = async () => {
    try {
      const chosen = drafts.flatMap(({ personId, role, share, canEdit }) =>
        personId === null ? [] : [{ personId: personId as PersonId, role, share: readShare(share) ?? null, canEdit }],
      );
      const { operation } = await call('songs.setPeople', { id: song.id, people: chosen });
      showUndoable({ text: text('songs.peopleEdited', { title: song.title }), operations: [operation] });
      closeSongDialog();
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  return (
    <Dialog
      title={text('songs.peopleOf', { title: song.title })}
      isOpen
      onClose={closeSongDialog}
      footer={
        <Button kind="primary" isDisabled={isUnread || total > 10_000} onPress={() => void save()}>
          {text('songs.savePeople')}
        </Button>
      }
    >
      <div className={styles.form}>
        <ul className={styles.shares}>
          {drafts.map((draft, place) => (
            <li key={draft.row}>
              <Select
                label={text('songs.person')}
                isLabelHidden
                value={String(draft.personId ?? 'none')}
                options={[
                  ...(draft.personId === null ? [{ value: 'none', text: text('songs.choosePerson') }] : []),
                  ...people
                    .filter(({ id, isRemoved }) => !isRemoved || id === draft.personId)
                    .map(({ id, name }) => ({ value: String(id), text: name })),
                ]}
                onChange={(key) => set(draft.row, { personId: key === 'none' ? null : Number(key) })}
              />
              <TextPick
                field="role"
                label={text('songs.role')}
                isLabelHidden
                value={draft.role}
                onChange={(role) => set(draft.row, { role })}
              />
              <Field
                label={text('songs.share')}
                isLabelHidden
                placeholder={text('songs.share')}
                inputMode="decimal"
                value={draft.share}
                error={shares[place] === undefined ? text('songs.shareUnread') : null}
                onChange={(share) => set(draft.row, { share })}
              />
              <Checkbox isSelected={draft.canEdit} onChange={(canEdit) => set(draft.row, { canEdit })}>
                {text('songs.mayEdit')}
              </Checkbox>
              <RacButton
                className={styles.drop ?? ''}
                aria-label={text('songs.removePerson')}
                onPress={() => setDrafts(drafts.filter(({ row }) => row !== draft.row))}
              >
                <X size={14} />
              </RacButton>
            </li>
          ))}
        </ul>
        <div className={styles.line}>
          <Button size="small" icon={<Plus size={14} />} onPress={add}>
            {text('songs.addPerson')}
          </Button>
        </div>
        <p className={styles.total} data-over={total > 10_000 || undefined} role="status">
          {text('songs.shareTotal', { percent: total / 100 })}
        </p>
        {problem && (
          <p role="alert" className={styles.error}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
