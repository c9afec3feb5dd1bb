import { Blend, CircleHelp, Filter, Layers, Lock, Scissors, Waves } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { TimingFinding, TracklistEntry } from '#shared/contract/tracklists.ts';
import { writeTime } from '#shared/tracklist/read-time.ts';
import type { Transition } from '#shared/tracklist/tracklist-parts.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Artwork, formatBpm, KeyLabel } from '../tracks/index.ts';
import { CellEditor } from './cell-editor.tsx';
import { focusEntrySearch } from './entry-search.tsx';
import styles from './entry-table.module.css';
import { findingText } from './finding-text.ts';
import { Part, rowId } from './grid-parts.tsx';
import { saveSeam } from './tracklists.actions.ts';
import { type EditedColumn, selectEntry, useTracklists } from './tracklists.store.ts';

const icons: Partial<Record<Transition, typeof Blend>> = {
  blend: Blend,
  crossfade: Blend,
  fade: Blend,
  cut: Scissors,
  echo: Waves,
  filter: Filter,
  mashup: Layers,
};
/** What was read less surely is marked. */
const sureConfidence = 0.8;
const sureMatch = 0.8;

type EntryRowProps = { entry: TracklistEntry; number: number; top: number; findings: readonly TimingFinding[] };

export const EntryRow = memo(function EntryRow({ entry, number, top, findings }: EntryRowProps) {
  const text = useText();
  const { keyNotation } = useSettings();
  const isSelected = useTracklists((state) => state.selected === entry.id);
  const moving = useTracklists((state) => (state.moving?.id === entry.id ? state.moving.startMs : null));
  const { id, title, remix, artist, label, transition, track, isUnknown } = entry;
  const bpm = entry.bpm ?? track?.bpm ?? null;
  const key = entry.musicalKey ?? track?.key ?? null;
  const startMs = moving ?? entry.startMs;
  const said = findings.map((finding) => findingText(text, finding)).join('. ');
  const isUnsure = entry.confidence !== null && entry.confidence < sureConfidence;
  const Icon = icons[transition];
  return (
    <Part
      role="row"
      id={rowId(id)}
      className={`${styles.row} ${styles.placed}`}
      style={{ transform: `translateY(${top}px)` }}
      aria-rowindex={number + 1}
      data-entry={number - 1}
      aria-selected={isSelected}
      onPointerDown={() => {
        if (!isSelected) void saveSeam();
        selectEntry(id);
      }}
    >
      <Part role="gridcell" data-column="number">
        {number}
      </Part>
      <Cell entry={entry} number={number} column="start">
        <span className={styles.time} data-wrong={said !== '' || undefined} title={said || undefined}>
          {startMs === null
            ? text(transition === 'mashup' ? 'tracklists.noTime' : 'tracklists.noStart')
            : writeTime(startMs)}
        </span>
      </Cell>
      <Cell entry={entry} number={number} column="title">
        {isUnknown && !track ? (
          <span className={styles.unknownArt}>
            <CircleHelp size={14} aria-hidden="true" />
          </span>
        ) : (
          <Artwork hash={track?.artworkHash ?? null} size={20} />
        )}
        <span
          className={styles.text}
          data-unknown={isUnknown || undefined}
          data-unsure={(isUnsure && !isUnknown) || undefined}
          title={
            isUnsure ? text('tracklists.unsure', { percent: Math.round((entry.confidence ?? 0) * 100) }) : undefined
          }
        >
          {title}
          {remix !== '' && <span className={styles.remix}> ({remix})</span>}
        </span>
      </Cell>
      <Cell entry={entry} number={number} column="artist">
        {artist === '' && isUnknown ? (
          <button type="button" tabIndex={-1} className={styles.find} onClick={() => focusEntrySearch(id)}>
            {text('tracklists.findIt')}
          </button>
        ) : (
          <span className={styles.text}>{artist}</span>
        )}
      </Cell>
      <Cell entry={entry} number={number} column="label">
        <span className={styles.text}>{label === '' ? track?.label : label}</span>
      </Cell>
      <Cell entry={entry} number={number} column="transition">
        {Icon && <Icon size={13} aria-hidden="true" />}
        {transition === 'unknown' ? '' : text(`tracklists.transition.${transition}`)}
      </Cell>
      <Cell entry={entry} number={number} column="bpm">
        {bpm === null ? '' : formatBpm(bpm)}
      </Cell>
      <Cell entry={entry} number={number} column="key">
        {key !== null && <KeyLabel musicKey={key} notation={keyNotation} />}
      </Cell>
      <Part role="gridcell" data-column="match">
        <Match entry={entry} />
      </Part>
    </Part>
  );
});

type CellProps = { entry: TracklistEntry; number: number; column: EditedColumn; children: ReactNode };

/** A cell that a double click opens for typing. */
function Cell({ entry, number, column, children }: CellProps) {
  const editing = useTracklists((state) => (state.editing?.id === entry.id ? state.editing.column : null));
  // The version is a part of the title on screen, and has an editor of its own beside it.
  const isTitle = column === 'title' && (editing === 'title' || editing === 'remix');
  return (
    <Part
      role="gridcell"
      data-column={column}
      onDoubleClick={() => useTracklists.setState({ editing: { id: entry.id, column } })}
    >
      {editing === column || isTitle ? (
        <CellEditor key={editing} entry={entry} number={number} column={editing ?? column} />
      ) : (
        children
      )}
    </Part>
  );
}

function Match({ entry }: { entry: TracklistEntry }) {
  const text = useText();
  const { track, matchScore, isMatchFixed } = entry;
  if (!track)
    return <span className={styles.noMatch}>{text(isMatchFixed ? 'tracklists.notThere' : 'tracklists.noMatch')}</span>;
  const name = `${track.artist === '' ? '' : `${track.artist} - `}${track.title || track.fileName}`;
  if (matchScore === null) {
    return (
      <span className={styles.byYou} title={name}>
        <Lock size={12} aria-hidden="true" />
        {text('tracklists.byYou')}
      </span>
    );
  }
  const percent = Math.round(matchScore * 100);
  return (
    <span className={styles.match} title={name}>
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.fill} data-low={matchScore < sureMatch} style={{ width: `${percent}%` }} />
      </span>
      <span role="img" aria-label={text('tracklists.matchValue', { percent })}>
        {percent}
      </span>
    </span>
  );
}
