import { type ReactNode, useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import type { PersonId } from '#shared/contract/people.ts';
import type { SongRow } from '#shared/contract/songs.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { DayPick, PackPick, TextPick } from './pick-field.tsx';
import { cleanTitles, editSongs, moveSongs, removeSongs } from './songs.actions.ts';
import { closeSongDialog } from './songs.store.ts';

type Values = Input<'songs.edit'>['values'];

/** The values of one song, or of many at once; only what is touched is set. */
export function BulkDialog({ ids }: { ids: readonly SongId[] }) {
  const text = useText();
  const { data: rows } = useCall('songs.getMany', { ids: ids.slice(0, 500) });
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
        <div className={styles.line}>
          {(['planned', 'inProgress', 'released'] as const).map((status) => (
            <Button key={status} size="small" onPress={() => void attemptAll(() => moveSongs(ids, status))}>
              {text(`songs.do.${status}`)}
            </Button>
          ))}
          <Button size="small" onPress={() => void attemptAll(() => cleanTitles(ids))}>
            {text('songs.clean')}
          </Button>
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
  const isOptional = values.isOptional ?? shared('isOptional');
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
        <Select<'unset' | 'yes' | 'no'>
          label={text('songs.optional')}
          value={isOptional === undefined ? 'unset' : isOptional ? 'yes' : 'no'}
          options={[
            ...(isOptional === undefined ? [{ value: 'unset' as const, text: text('songs.various') }] : []),
            { value: 'yes', text: text('songs.yes') },
            { value: 'no', text: text('songs.no') },
          ]}
          onChange={(value) => value !== 'unset' && onChange({ isOptional: value === 'yes' })}
        />
      </div>
    </>
  );
}
