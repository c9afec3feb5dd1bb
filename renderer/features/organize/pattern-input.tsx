import { type KeyboardEvent, type RefObject, useRef } from 'react';
import type { Output } from '#shared/contract/index.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './pattern-input.module.css';

type Preview = Output<'organize.previewPattern'>;

type PatternInputProps = {
  value: string;
  preview: Preview | undefined;
  input: RefObject<HTMLInputElement | null>;
  errorId: string | undefined;
  onChange: (text: string) => void;
  onKeep: () => void;
  onReset: () => void;
};

/** The pattern as it is typed, with its parts painted behind the letters: the text is what counts. */
export function PatternInput({ value, preview, input, errorId, onChange, onKeep, onReset }: PatternInputProps) {
  const text = useText();
  const paint = useRef<HTMLDivElement>(null);
  const follow = () => {
    if (paint.current && input.current) paint.current.scrollLeft = input.current.scrollLeft;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onKeep();
    else if (event.key === 'Escape') onReset();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.field} data-invalid={preview?.error ? true : undefined}>
      <div ref={paint} className={styles.paint} aria-hidden="true">
        {paintPattern(value, preview)}
      </div>
      <input
        ref={input}
        className={styles.input}
        aria-label={text('organize.pattern')}
        aria-invalid={preview?.error ? true : undefined}
        aria-describedby={errorId}
        spellCheck={false}
        autoComplete="off"
        maxLength={4000}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={onKeyDown}
        onScroll={follow}
        onSelect={follow}
        onBlur={follow}
      />
    </div>
  );
}

type Mark = { kind: 'field' | 'optional' | 'folder' | 'error'; start: number; end: number };

/** The same letters as in the input, in spans: fields as tokens, optional parts with a dashed edge, the error underlined. */
function paintPattern(value: string, preview: Preview | undefined) {
  const marks: Mark[] = preview?.error
    ? [{ kind: 'error', start: preview.error.start, end: Math.max(preview.error.end, preview.error.start + 1) }]
    : (preview?.parts ?? []).map(({ type, start, end }) => ({ kind: type, start, end }));
  return paintBetween(
    value,
    0,
    value.length,
    marks.filter(({ end }) => end <= value.length || preview?.error),
  );
}

function paintBetween(value: string, from: number, to: number, marks: readonly Mark[]): React.ReactNode[] {
  const painted: React.ReactNode[] = [];
  let at = from;
  for (const mark of marks) {
    if (mark.start < at || mark.start >= to) continue;
    if (mark.start > at) painted.push(<span key={`text-${at}`}>{paintText(value.slice(at, mark.start))}</span>);
    const inner = marks.filter((other) => other !== mark && other.start >= mark.start && other.end <= mark.end);
    painted.push(
      <span key={`${mark.kind}-${mark.start}`} className={styles[mark.kind]}>
        {mark.kind === 'optional'
          ? paintBetween(value, mark.start, mark.end, inner)
          : mark.kind === 'field'
            ? paintField(value.slice(mark.start, mark.end))
            : value.slice(mark.start, mark.end)}
      </span>,
    );
    at = mark.end;
  }
  if (at < to) painted.push(<span key={`text-${at}`}>{paintText(value.slice(at, to))}</span>);
  return painted;
}

/** The signs around a field only make room. */
function paintField(part: string) {
  return (
    <>
      <span className={styles.sign}>{part[0]}</span>
      {part.slice(1, -1)}
      <span className={styles.sign}>{part.at(-1)}</span>
    </>
  );
}

/** In `%[`, `%]` and `%%` the first sign only says that the second one is meant. */
function paintText(text: string): React.ReactNode[] {
  const pieces = text.split(/(%)(?=[%[\]])/);
  let at = 0;
  return pieces.map((piece, index) => {
    const key = at;
    at += piece.length;
    // Every other piece is such a sign.
    return index % 2 === 1 ? (
      <span key={key} className={styles.sign}>
        {piece}
      </span>
    ) : (
      piece
    );
  });
}
