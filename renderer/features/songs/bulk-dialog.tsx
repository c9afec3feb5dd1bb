import { type ReactNode, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongRow } from '#shared/contract/songs.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Menu, MenuItem, Select } from '../../ui/index.ts';
import { PictureField } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { DayPick, PackPick, TextPick } from './pick-field.tsx';
import { SingleFields } from './single-fields.tsx';
import { cleanTitles, editSongs, moveSongs, removeSongs } from './songs.actions.ts';
import { closeSongDialog } from './songs.store.ts';

type Values = Input<'songs.edit'>['values'];

/** The values of one song, or of many at once; only what is touched is set. */
export function BulkDialog({ ids }: { ids: readonly SongId[] }) {
  const text = useText();
  const { data: rows } = useCall('songs.getMany', { ids: ids.slice(0, 500) });
  const [only] = ids;
  const { data: song } = useCall('songs.get', { id: only as SongId }, { enabled: ids.length === 1 });
  const [values, setValues] = useState<Values>({});
  const [problem, setProblem] = useState<string | null>(null);
  const attemptAll = async (action: () => Promise<void>) => {
    try {
      await action();
      closeSongDialog();
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  if (!rows) return null;
  const touched = Object.keys(values).length;
  return (
    <Dialog
      title={ids.length === 1 ? (rows[0]?.title ?? '') : text('songs.editTitle', { count: ids.length })}
      isOpen
      onClose={closeSongDialog}
      footer={
        <>
          <Button onPress={() => void attemptAll(() => removeSongs(ids))}>
            {text('songs.delete', { count: ids.length })}
          </Button>
          <Button
            kind="primary"
            isDisabled={touched === 0}
            onPress={() => void attemptAll(() => editSongs(ids, values))}
          >
            {text('songs.save', { count: ids.length })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Fields rows={rows} values={values} onChange={(more) => setValues({ ...values, ...more })} />
        {song && ids.length === 1 && (
          <SingleFields song={song} values={values} onChange={(more) => setValues({ ...values, ...more })} />
        )}
        <div className={styles.line}>
          {(['planned', 'inProgress', 'released'] as const).map((status) => (
            <Button key={status} size="small" onPress={() => void attemptAll(() => moveSongs(ids, status))}>
              {text(`songs.do.${status}`)}
            </Button>
          ))}
          <Button size="small" onPress={() => void attemptAll(() => cleanTitles(ids))}>
            {text('songs.clean')}
          </Button>
          {ids.length > 1 && <AddPerson ids={ids} onAdd={(action) => void attemptAll(action)} />}
        </div>
        {problem && (
          <p role="alert" className={styles.error}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}

type FieldsProps = { rows: readonly SongRow[]; values: Values; onChange: (values: Values) => void };

function Fields({ rows, values, onChange }: FieldsProps): ReactNode {
  const text = useText();
  const { data: people = [] } = useCall('people.all');
  const [first] = rows;
  /** What all of them have, or nothing. */
  const shared = <Key extends keyof SongRow>(key: Key): SongRow[Key] | undefined =>
    rows.every((row) => row[key] === first?.[key]) ? first?.[key] : undefined;
  const textField = (field: 'artist' | 'album' | 'genre') => (
    <TextPick
      field={field}
      label={text(`songs.column.${field}`)}
      value={values[field] ?? shared(field) ?? ''}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  const owner =
    values.ownerId !== undefined
      ? values.ownerId
      : rows.every((row) => row.owner?.id === first?.owner?.id)
        ? (first?.owner?.id ?? null)
        : null;
  const year = values.year !== undefined ? values.year : (shared('year') ?? null);
  return (
    <>
      {rows.length === 1 && (
        <Field
          label={text('songs.column.title')}
          value={values.title ?? first?.title ?? ''}
          onChange={(title) => onChange({ title })}
          autoFocus
        />
      )}
      <div className={styles.pair}>
        {textField('artist')}
        {textField('album')}
        {textField('genre')}
        <Field
          label={text('songs.column.year')}
          inputMode="numeric"
          maxLength={4}
          value={year === null ? '' : String(year)}
          onChange={(value) => /^\d{0,4}$/.test(value) && onChange({ year: value === '' ? null : Number(value) })}
        />
        <PackPick
          value={values.packId !== undefined ? values.packId : (shared('packId') ?? null)}
          onChange={(id) => onChange({ packId: id as PackId | null })}
        />
        <Select
          label={text('songs.column.owner')}
          value={String(owner ?? 'none')}
          options={[
            { value: 'none', text: text('songs.nobody') },
            ...people.filter(({ isRemoved }) => !isRemoved).map(({ id, name }) => ({ value: String(id), text: name })),
          ]}
          onChange={(key) => onChange({ ownerId: key === 'none' ? null : (Number(key) as PersonId) })}
        />
        <DayPick
          label={text('songs.deadline')}
          value={values.deadline ?? shared('deadline') ?? ''}
          onChange={(deadline) => onChange({ deadline })}
        />
        <YesNo
          label={text('songs.optional')}
          value={values.isOptional ?? shared('isOptional')}
          onChange={(isOptional) => onChange({ isOptional })}
        />
        <YesNo
          label={text('songs.public')}
          value={values.isPublic ?? shared('isPublic')}
          onChange={(isPublic) => onChange({ isPublic })}
        />
      </div>
      <div className={styles.pair}>
        <div className={styles.date}>
          {text('songs.cover')}
          <PictureField
            hash={values.artworkHash !== undefined ? values.artworkHash : (shared('artworkHash') ?? null)}
            onChange={(artworkHash) => onChange({ artworkHash })}
          />
        </div>
      </div>
    </>
  );
}

type YesNoProps = { label: string; value: boolean | undefined; onChange: (value: boolean) => void };

/** Undefined: some are, and some are not. */
function YesNo({ label, value, onChange }: YesNoProps) {
  const text = useText();
  const answers = (['yes', 'no'] as const).map((answer) => ({ value: answer, text: text(`songs.answer.${answer}`) }));
  return (
    <Select<'unset' | 'yes' | 'no'>
      label={label}
      value={value === undefined ? 'unset' : value ? 'yes' : 'no'}
      options={value === undefined ? [{ value: 'unset', text: text('songs.various') }, ...answers] : answers}
      onChange={(chosen) => chosen !== 'unset' && onChange(chosen === 'yes')}
    />
  );
}

/** Somebody who takes part in all of the songs, beside those who do. */
function AddPerson({ ids, onAdd }: { ids: readonly SongId[]; onAdd: (action: () => Promise<void>) => void }) {
  const text = useText();
  const { data: people = [] } = useCall('people.all');
  const add = async (personId: PersonId) => {
    const person = { personId, role: '', canEdit: false, share: null };
    const { operation } = await call('songs.addPerson', { ids: [...ids], person });
    showUndoable({ text: text('songs.edited', { count: ids.length }), operations: [operation] });
  };
  return (
    <Menu label={text('songs.addToAll')} trigger={<Button size="small">{text('songs.addToAll')}</Button>}>
      {people
        .filter(({ isRemoved }) => !isRemoved)
        .map(({ id, name }) => (
          <MenuItem key={id} text={name} onAction={() => onAdd(() => add(id))} />
        ))}
    </Menu>
  );
}
