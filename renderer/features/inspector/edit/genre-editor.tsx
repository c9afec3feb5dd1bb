import { useState } from 'react';
import { useText } from '../../../messages/use-text.ts';
import { Button, Field } from '../../../ui/index.ts';
import { editTag } from '../../tags/index.ts';
import styles from './edit-popover.module.css';
import type { Targets } from './editing.ts';

type GenreEditorProps = { targets: Targets; genre: string; close: () => void };

/** A genre, written into the library now and into the file when it is asked for. */
export function GenreEditor({ targets, genre, close }: GenreEditorProps) {
  const text = useText();
  const [typed, setTyped] = useState(genre);
  const save = () => {
    const value = typed.trim();
    close();
    if (value !== genre) void editTag(targets, 'genre', value === '' ? [] : [value]);
  };
  return (
    <>
      <Field
        label={text('inspector.edit.genre')}
        value={typed}
        onChange={setTyped}
        maxLength={200}
        autoFocus
        hint={text('inspector.edit.genreHint')}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return event.continuePropagation();
          event.preventDefault();
          save();
        }}
      />
      <div className={styles.end}>
        <Button kind="primary" size="small" onPress={save}>
          {text('inspector.edit.setGenre')}
        </Button>
      </div>
    </>
  );
}
