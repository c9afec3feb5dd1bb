import { type KeyboardEvent, useRef } from 'react';
import { useText } from '../../messages/use-text.ts';
import { editTracks, type OpenRelease, type OpenTrack } from './releases.actions.ts';
import { type TypedColumn, typedColumns, useReleases } from './releases.store.ts';
import styles from './track-grid.module.css';
import { useKeptText } from './use-kept-text.ts';

const mostLetters: Record<TypedColumn, number> = { title: 500, artist: 500, isrc: 20 };

type CellFieldProps = {
  release: OpenRelease;
  track: OpenTrack;
  place: number;
  column: TypedColumn;
  /** Where the focus goes; the place of a row. */
  onEdited: (next: number) => void;
};

/** Enter keeps and goes down, Tab to the right, Esc brings back what was. What cannot be kept stays open, with the reason. */
export function CellField({ release, track, place, column, onEdited }: CellFieldProps) {
  const text = useText();
  const isLeaving = useRef(false);
  const kept = useKeptText({
    value: track[column],
    isRequired: column === 'title',
    onSave: (typed) =>
      editTracks(
        release,
        [track.recordingId],
        column === 'artist' ? { artist: typed, artists: [] } : { [column]: typed },
      ),
  });
  const goTo = (next: { place: number; column: TypedColumn } | null) => {
    isLeaving.current = true;
    useReleases.setState({ editing: next });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      goTo(null);
      onEdited(place);
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      void kept.save().then((isKept) => {
        if (isKept) leave(event);
      });
    }
  };
  const leave = ({ key, shiftKey }: KeyboardEvent) => {
    const step = shiftKey ? -1 : 1;
    const next = typedColumns[typedColumns.indexOf(column) + step];
    if (key === 'Tab' && next) return goTo({ place, column: next });
    const below = place + step;
    if (key === 'Enter' && release.tracks[below]) return goTo({ place: below, column });
    goTo(null);
    onEdited(place);
  };
  return (
    <span className={styles.editor}>
      <input
        className={styles.input}
        aria-label={text(`releases.trackField.${column}`, { number: place + 1 })}
        aria-invalid={kept.failure !== null}
        value={kept.shown}
        maxLength={mostLetters[column]}
        spellCheck={false}
        // It was asked for by a key or a double click.
        ref={(input) => {
          if (input && document.activeElement !== input) {
            input.focus();
            input.select();
          }
        }}
        onChange={(event) => kept.type(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (isLeaving.current) return;
          void kept.save().then((isKept) => {
            const { editing } = useReleases.getState();
            if (isKept && editing?.place === place && editing.column === column) goTo(null);
          });
        }}
      />
      {kept.failure !== null && (
        <span className={styles.failure} role="alert">
          {kept.failure}
        </span>
      )}
    </span>
  );
}
