import type { LintFinding, LintFix } from '#shared/contract/lint.ts';
import { formatIdentifier } from '#shared/identifiers/identifiers.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { hintText } from './lint-words.ts';
import styles from './problems-panel.module.css';

/** Enough of a text to see what is meant. */
const mostShown = 160;

/** The line as it is, carets below what is meant, and the line as it would be. */
export function CodeFrame({ finding }: { finding: LintFinding }) {
  const text = useText();
  const { place, fix, text: line } = finding;
  const [from, to] = finding.span ?? [0, line.length];
  // Of a long text only the piece around is shown.
  const start = from > mostShown / 2 ? from - 40 : 0;
  const piece = { before: line.slice(start, from), meant: line.slice(from, Math.min(to, from + mostShown)) };
  const after = line.slice(Math.min(to, from + mostShown), start + mostShown);
  const own = fix?.after.find(({ field }) => field === place.field);
  const others = fix?.after.filter((change) => change !== own) ?? [];
  return (
    <div className={styles.code}>
      {line !== '' && (
        <div className={styles.codeLine}>
          <span className={styles.number}>{place.of === 'track' ? place.track + 1 : ''}</span>
          <span className={styles.source} data-selectable>
            {start > 0 && '…'}
            {piece.before}
            <span className={styles[finding.severity]}>{piece.meant}</span>
            {after}
          </span>
        </div>
      )}
      <div className={styles.codeLine}>
        <span className={styles.number} />
        <span className={styles.source}>
          {line !== '' && (
            <span aria-hidden="true">
              <span className={styles.hidden}>{`${start > 0 ? '…' : ''}${piece.before}`}</span>
              <span className={styles[finding.severity]}>{'^'.repeat(Math.max(1, [...piece.meant].length))} </span>
            </span>
          )}
          <span className={styles.hint}>{hintText(text, finding)}</span>
        </span>
      </div>
      {(own || others.length > 0) && (
        <div className={styles.codeLine}>
          <span className={styles.number}>+</span>
          <span className={`${styles.source} ${styles.fixed}`} data-selectable>
            {own && <span>{asShown(text, own)}</span>}
            {others.map((change) => (
              <span key={change.field} className={styles.other}>
                {text('lint.after', {
                  field: text(`lint.field.${change.field}`),
                  text: asShown(text, change),
                })}
              </span>
            ))}
          </span>
        </div>
      )}
    </div>
  );
}

/** Codes as people write them, long texts cut. */
function asShown(text: Text, { field, text: value, artists }: LintFix['after'][number]): string {
  if (artists) return artists.map(({ name, role }) => text(`lint.role.${role}`, { name })).join(', ');
  if (value === '') return text('lint.emptyText');
  const isCode = field === 'isrc' || field === 'iswc' || field === 'grid';
  return isCode ? formatIdentifier(field, value) : value.slice(0, mostShown);
}
