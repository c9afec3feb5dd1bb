import { CircleX, TriangleAlert } from 'lucide-react';
import { type MouseEvent, memo, useEffect, useRef } from 'react';
import type { CueSeverity } from '#shared/cue/problem.ts';
import { useText } from '../../messages/use-text.ts';
import { tokensOf } from './cue-token.ts';
import styles from './sheet-text.module.css';

type SheetTextProps = {
  text: string;
  /** The worst that is said of a line, by its number from 1. */
  marks: ReadonlyMap<number, CueSeverity>;
  /** Lines that stand out, as those of the chosen entry. */
  isChosen: (line: number) => boolean;
  onPressLine?: (line: number) => void;
};

/** Lines beyond that are no sheet that anybody reads; all of them are checked and used. */
const mostLines = 10_000;

/** A part that scrolls must be reached without a mouse. */
const scrolledByKeys = { tabIndex: 0 } as const;

/** The text of a sheet with numbers, colours and what is wrong with a line. */
export function SheetText({ text: sheet, marks, isChosen, onPressLine }: SheetTextProps) {
  const text = useText();
  const lines = numberedLines(sheet);
  const list = useRef<HTMLElement>(null);
  const chosen = lines.filter(({ number }) => isChosen(number));
  const [first, last] = [chosen[0]?.number ?? 0, chosen.at(-1)?.number ?? 0];
  useEffect(() => {
    // All of them in sight, or as many as there is room for, from the first one.
    for (const line of [last, first]) {
      list.current?.querySelector(`[data-line="${line}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  }, [first, last]);
  const press = ({ target }: MouseEvent) => {
    const line = Number((target as HTMLElement).closest('[data-line]')?.getAttribute('data-line'));
    if (line > 0) onPressLine?.(line);
  };
  return (
    // Pressing a line is a short cut to what the table of entries does as well.
    <section
      {...scrolledByKeys}
      ref={list}
      className={styles.sheet}
      aria-label={text('cue.sheet')}
      onMouseDown={press}
      data-selectable
    >
      {lines.map(({ line, number }) => (
        <Line key={number} line={line} number={number} mark={marks.get(number)} isChosen={isChosen(number)} />
      ))}
    </section>
  );
}

function numberedLines(sheet: string): { line: string; number: number }[] {
  const lines = sheet
    .replace(/\r\n|\r/g, '\n')
    .replace(/\n$/, '')
    .split('\n');
  return lines.slice(0, mostLines).map((line, index) => ({ line, number: index + 1 }));
}

type LineProps = { line: string; number: number; mark: CueSeverity | undefined; isChosen: boolean };

const Line = memo(function Line({ line, number, mark, isChosen }: LineProps) {
  const text = useText();
  return (
    <div className={styles.line} data-line={number} data-mark={mark} data-chosen={isChosen}>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <code className={styles.code}>
        {tokensOf(line).map(({ text: part, kind, at }) => (
          <span key={at} className={styles[kind]}>
            {part}
          </span>
        ))}
      </code>
      {mark === 'error' && <CircleX size={12} role="img" aria-label={text('cue.markedError')} />}
      {mark === 'warning' && <TriangleAlert size={12} role="img" aria-label={text('cue.markedWarning')} />}
    </div>
  );
});
