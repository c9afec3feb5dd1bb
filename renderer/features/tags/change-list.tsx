import type { TagValueChange } from '#shared/contract/tags.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './change-list.module.css';
import { fieldName } from './field-name.ts';
import { diffWords } from './word-diff.ts';

/** Old and new values, field by field, with the words that differ marked. */
export function ChangeList({ changes }: { changes: readonly TagValueChange[] }) {
  const text = useText();
  return (
    <dl className={styles.changes}>
      {changes.map((change) => (
        <div key={change.field} className={styles.change}>
          <dt>{fieldName(text, change.field)}</dt>
          <dd>{isPicture(change.field) ? <PictureChange change={change} /> : <TextChange change={change} />}</dd>
        </div>
      ))}
    </dl>
  );
}

function isPicture(field: string): boolean {
  return field === 'cover' || field === 'covers';
}

function PictureChange({ change }: { change: TagValueChange }) {
  const text = useText();
  const kind = change.new.length === 0 ? 'removed' : change.old.length === 0 ? 'added' : 'replaced';
  return <>{text(`tags.picture.${kind}`)}</>;
}

function TextChange({ change }: { change: TagValueChange }) {
  const text = useText();
  const [old, now] = [change.old.join('; '), change.new.join('; ')];
  if (old === '') return <ins className={styles.new}>{now}</ins>;
  if (now === '') {
    return (
      <>
        <del className={styles.old}>{old}</del> <span className={styles.nothing}>{text('tags.nothing')}</span>
      </>
    );
  }
  const pieces = diffWords(old, now);
  return (
    <>
      <span>{pieces.map((piece, index) => piece.kind !== 'new' && mark(piece, index))}</span>
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      <span>{pieces.map((piece, index) => piece.kind !== 'old' && mark(piece, index))}</span>
    </>
  );
}

function mark({ kind, text }: ReturnType<typeof diffWords>[number], index: number) {
  const key = `${index} ${text}`;
  if (kind === 'same') return <span key={key}>{text}</span>;
  return kind === 'old' ? (
    <del key={key} className={styles.old}>
      {text}
    </del>
  ) : (
    <ins key={key} className={styles.new}>
      {text}
    </ins>
  );
}
