import { useState } from 'react';
import type { Input } from '#shared/contract/index.ts';
import type { Song } from '#shared/contract/songs.ts';
import { formatKey } from '#shared/music-key.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Field, Select } from '../../ui/index.ts';
import styles from './dialogs.module.css';

type Values = Input<'songs.edit'>['values'];
type SingleFieldsProps = { song: Song; values: Values; onChange: (values: Values) => void };

const keys = Array.from({ length: 24 }, (_, key) => key);
const tempo = /^\d{2,3}([.,]\d{1,2})?$/;

/** What a song is meant to be, and what a release of it will name; nothing of it is typed twice. */
export function SingleFields({ song, values, onChange }: SingleFieldsProps) {
  const text = useText();
  const { keyNotation } = useSettings();
  const [bpm, setBpm] = useState(song.bpm === null ? '' : String(song.bpm));
  const isTempo = bpm.trim() === '' || tempo.test(bpm.trim());
  const key = values.musicalKey !== undefined ? values.musicalKey : song.musicalKey;
  const isExplicit = values.isExplicit ?? song.isExplicit;
  const setTempo = (typed: string) => {
    setBpm(typed);
    const number = Number(typed.trim().replace(',', '.'));
    if (typed.trim() === '') onChange({ bpm: null });
    else if (tempo.test(typed.trim()) && number >= 20 && number <= 400) onChange({ bpm: number });
  };
  return (
    <div className={styles.pair}>
      <Field
        label={text('songs.tempo')}
        inputMode="decimal"
        value={bpm}
        error={isTempo ? null : text('songs.tempoUnread')}
        onChange={setTempo}
      />
      <Select
        label={text('songs.key')}
        value={String(key ?? 'none')}
        options={[
          { value: 'none', text: text('songs.noKey') },
          ...keys.map((value) => ({ value: String(value), text: formatKey(value, keyNotation) })),
        ]}
        onChange={(value) => onChange({ musicalKey: value === 'none' ? null : Number(value) })}
      />
      {(['isrc', 'iswc', 'language'] as const).map((field) => (
        <Field
          key={field}
          label={text(`songs.field.${field}`)}
          maxLength={60}
          value={values[field] ?? song[field]}
          onChange={(value) => onChange({ [field]: value })}
        />
      ))}
      <Select<'yes' | 'no'>
        label={text('songs.explicit')}
        value={isExplicit ? 'yes' : 'no'}
        options={(['no', 'yes'] as const).map((value) => ({ value, text: text(`songs.answer.${value}`) }))}
        onChange={(value) => onChange({ isExplicit: value === 'yes' })}
      />
    </div>
  );
}
