import { type RefObject, useEffect, useRef, useState } from 'react';
import { removeTerm } from '#shared/query/edit-query.ts';
import type { TextRange } from '#shared/query/query-types.ts';
import { useLibraryQuery } from '../../app/view.store.ts';
import { type EditedQuery, editPiece, joinQuery, piecesOf, splitQuery, takeFinished } from './query-pieces.ts';

export type QueryEditing = {
  edited: EditedQuery;
  input: RefObject<HTMLInputElement | null>;
  type: (draft: string) => void;
  clear: () => void;
  /** Takes a chip into the input; the cursor stands at its end, or at its start. */
  edit: (side: 'before' | 'after', range: TextRange, cursor?: 'start' | 'end') => void;
  editNeighbour: (side: 'before' | 'after') => boolean;
  remove: (side: 'before' | 'after', range: TextRange) => void;
  replaceAll: (text: string) => void;
  /** What is finished becomes chips, as when the field is left. */
  finish: () => void;
};

/** The query of the library as chips and an input. The text in the address is the truth; this is how it is edited. */
export function useQueryEditing(): QueryEditing {
  const { text, setText } = useLibraryQuery();
  const input = useRef<HTMLInputElement>(null);
  const [edited, setEdited] = useState(() => splitQuery(text));
  const cursor = useRef<'start' | 'end' | null>(null);

  // Somebody else changed the query: the column browser, a folder, "back".
  if (joinQuery(edited) !== text.trim()) setEdited(splitQuery(text));

  useEffect(() => {
    if (!cursor.current || !input.current) return;
    const at = cursor.current === 'start' ? 0 : edited.draft.length;
    cursor.current = null;
    input.current.focus();
    input.current.setSelectionRange(at, at);
  });

  const change = (next: EditedQuery) => {
    setEdited(next);
    setText(joinQuery(next));
  };
  const edit: QueryEditing['edit'] = (side, range, at = 'end') => {
    cursor.current = at;
    change(editPiece(edited, side, range));
  };
  const focusAt = (next: EditedQuery) => {
    cursor.current = 'end';
    change(next);
  };

  return {
    edited,
    input,
    type: (draft) => change(takeFinished({ ...edited, draft })),
    clear: () => focusAt({ before: '', draft: '', after: '' }),
    edit,
    editNeighbour(side) {
      const pieces = piecesOf(edited[side]);
      const piece = side === 'before' ? pieces.at(-1) : pieces[0];
      if (piece) edit(side, piece.range, side === 'before' ? 'end' : 'start');
      return piece !== undefined;
    },
    remove: (side, range) => focusAt({ ...edited, [side]: removeTerm(edited[side], range) }),
    replaceAll: (next) => focusAt(splitQuery(next)),
    finish: () => setEdited(splitQuery(joinQuery(edited))),
  };
}
