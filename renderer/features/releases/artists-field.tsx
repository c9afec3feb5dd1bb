import { Plus, X } from 'lucide-react';
import { artistRoles, type DisplayArtist } from '#shared/contract/catalogue.ts';
import { artistLine } from '#shared/display-artists.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, IconButton, Select } from '../../ui/index.ts';
import { usePresentPeople } from '../people/index.ts';
import styles from './dialogs.module.css';
import { rowKeys } from './row-keys.ts';

type ArtistsProps = { artists: readonly DisplayArtist[]; onChange: (artists: DisplayArtist[]) => void };

/** Whom stores show, and as what; without any they are read from the line. */
export function ArtistsField({ artists, onChange }: ArtistsProps) {
  const text = useText();
  const people = usePresentPeople();
  const keys = rowKeys(artists.map(({ personId }) => personId));
  const change = (index: number, patch: Partial<DisplayArtist>) =>
    onChange(artists.map((artist, place) => (place === index ? { ...artist, ...patch } : artist)));
  return (
    <fieldset className={styles.group}>
      <legend>{text('releases.artists')}</legend>
      <p className={styles.quiet}>
        {artists.length === 0
          ? text('releases.artistsFromLine')
          : text('releases.shownAs', { line: artistLine(artists) })}
      </p>
      {artists.map((artist, index) => (
        <div key={keys[index]} className={styles.artist}>
          <Field
            label={text('releases.artistName', { number: index + 1 })}
            isLabelHidden
            value={artist.name}
            maxLength={500}
            onChange={(name) =>
              change(index, { name, personId: people.find((person) => person.name === name)?.id ?? null })
            }
          />
          <Select
            label={text('releases.artistRole', { number: index + 1 })}
            isLabelHidden
            value={artist.role}
            options={artistRoles.map((value) => ({ value, text: text(`releases.role.${value}`) }))}
            onChange={(role) => change(index, { role })}
          />
          <IconButton
            size="small"
            label={text('releases.dropArtist', { number: index + 1 })}
            onPress={() => onChange(artists.filter((_, place) => place !== index))}
          >
            <X size={14} />
          </IconButton>
        </div>
      ))}
      <Button
        size="small"
        icon={<Plus size={14} />}
        onPress={() =>
          onChange([...artists, { name: '', personId: null, role: artists.length === 0 ? 'main' : 'featured' }])
        }
      >
        {text('releases.addArtist')}
      </Button>
    </fieldset>
  );
}
