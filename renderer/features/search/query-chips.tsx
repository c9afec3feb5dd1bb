import { useText } from '../../messages/use-text.ts';
import { Chip } from '../../ui/index.ts';
import { piecesOf } from './query-pieces.ts';
import styles from './search-field.module.css';
import type { QueryEditing } from './use-query-editing.ts';

/** The finished terms on one side of the input. The keyboard reaches them with Backspace and the arrow keys. */
export function QueryChips({ side, editing }: { side: 'before' | 'after'; editing: QueryEditing }) {
  const text = useText();
  return piecesOf(editing.edited[side]).map((piece) => {
    const key = `${piece.range.start} ${piece.text}`;
    if (piece.kind === 'text') {
      return (
        <span key={key} className={styles.between}>
          {piece.text}
        </span>
      );
    }
    return (
      <Chip
        key={key}
        name={piece.text}
        isWrong={piece.isWrong}
        editLabel={text('search.edit', { term: piece.text })}
        onEdit={() => editing.edit(side, piece.range)}
        onRemove={() => editing.remove(side, piece.range)}
      >
        {piece.isNegated && '−'}
        {piece.head && <em>{piece.head}</em>}
        {piece.value}
      </Chip>
    );
  });
}
