import { useState } from 'react';
import { useText } from '../../../messages/use-text.ts';
import { Field } from '../../../ui/index.ts';
import { setByHand, type Targets } from './editing.ts';
import { EditorEnd } from './editor-end.tsx';

type GenreEditorProps = { targets: Targets; genre: string; isLocked: boolean; close: () => void };

/** A genre of the user's own, in place of the file's. */
export function GenreEditor({ targets, genre, isLocked, close }: GenreEditorProps) {
  const text = useText();
  const [typed, setTyped] = useState(genre);
  const save = () => {
    const value = typed.trim();
    close();
    if (value !== genre) void setByHand(targets, 'genre', value, value || text('inspector.none'));
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
      <EditorEnd
        targets={targets}
        field="genre"
        isLocked={isLocked}
        save={{ text: text('inspector.edit.setGenre'), run: save }}
        close={close}
      />
    </>
  );
}
