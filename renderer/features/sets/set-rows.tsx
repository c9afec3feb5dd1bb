import { GripVertical, Lock, LockOpen } from 'lucide-react';
import { type KeyboardEvent, useEffect } from 'react';
import { Button, GridList, GridListItem, ToggleButton, useDragAndDrop } from 'react-aria-components';
import type { SetPlan } from '#shared/contract/playlists.ts';
import type { SetRow } from '#shared/contract/sets.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { attempt, runCommand } from '../commands/index.ts';
import { WhyChips } from '../generate/index.ts';
import { usePlayer } from '../player/index.ts';
import {
  Artwork,
  energyLevel,
  formatBpm,
  formatLength,
  formatTime,
  KeyLabel,
  overviewFromBase64,
  WaveformCanvas,
} from '../tracks/index.ts';
import { artistOf, titleOf } from './set-data.ts';
import styles from './set-rows.module.css';
import { moveRow, playSet, setLocked } from './sets.actions.ts';
import { selectRow, useSets } from './sets.store.ts';

const startKey = 'start';
const waveform = { width: 96, height: 20 };
const columns = ['title', 'artist', 'bpm', 'key', 'energy', 'waveform', 'length'] as const;
const dragType = 'ledgerline-set-row';

/** The tracks in order, with the step from each to the next between them. */
export function SetRows({ rows, plan }: { rows: readonly SetRow[]; plan: SetPlan }) {
  const text = useText();
  const selected = useSets((state) => state.row);
  const keyOf = (row: SetRow) => String(row.entry.id);
  const selectedKey = rows[selected] ? keyOf(rows[selected]) : startKey;
  const placeOf = (key: string | number) => rows.findIndex((row) => keyOf(row) === String(key));
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].filter((key) => key !== startKey).map((key) => ({ [dragType]: String(key) })),
    acceptedDragTypes: [dragType],
    onReorder({ keys, target }) {
      const [key] = keys;
      const from = key === undefined ? -1 : placeOf(key);
      const over = target.key === startKey ? -1 : placeOf(target.key);
      const to = target.dropPosition === 'before' ? over : over + 1;
      if (from >= 0) void attempt(() => moveRow(from, Math.max(0, to > from ? to - 1 : to)));
    },
  });
  // A flag of the chart may have chosen a row out of sight.
  useEffect(() => {
    document.querySelector(`[data-set-row="${selectedKey}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selectedKey]);
  return (
    <div className={styles.table} onKeyDownCapture={runOnRow}>
      <div className={styles.head} aria-hidden="true">
        <span className={styles.number}>#</span>
        <span />
        {columns.map((column) => (
          <span key={column} data-column={column}>
            {text(`sets.column.${column}`)}
          </span>
        ))}
        <span />
      </div>
      <GridList
        className={styles.rows ?? ''}
        aria-label={text('sets.rows')}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        // Letters are keys here: L locks.
        disallowTypeAhead
        selectedKeys={[selectedKey]}
        onSelectionChange={(keys) => {
          if (keys === 'all') return;
          const [key] = keys;
          if (key !== undefined) selectRow(key === startKey ? -1 : placeOf(key));
        }}
        onAction={() => void attempt(playSet)}
        dragAndDropHooks={dragAndDropHooks}
        data-pane-focus
      >
        <GridListItem
          id={startKey}
          textValue={text('sets.startRow')}
          className={styles.row ?? ''}
          data-set-row={startKey}
        >
          <span className={styles.start}>
            <span>{text('sets.start')}</span>
            {plan.startsAt !== null && <span>{formatTime(plan.startsAt)}</span>}
          </span>
        </GridListItem>
        {rows.map((row, place) => (
          <GridListItem
            key={keyOf(row)}
            id={keyOf(row)}
            textValue={titleOf(row)}
            className={styles.row ?? ''}
            data-set-row={keyOf(row)}
          >
            <Cells row={row} place={place} />
            <StepLine row={row} />
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}

/** Keys that the list would take for itself. */
function runOnRow(event: KeyboardEvent): void {
  const { target, key, altKey } = event;
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!(target instanceof Element) || target.closest('button')) return;
  const moves: Record<string, string> = { ArrowUp: 'sets.moveUp', ArrowDown: 'sets.moveDown' };
  const command = altKey ? moves[key] : key === ' ' ? 'player.toggle' : undefined;
  if (command === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  runCommand(command);
}

function Cells({ row, place }: { row: SetRow; place: number }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const { track } = row.entry;
  const isPlaying = usePlayer((state) => track !== null && state.track?.id === track.id);
  const isLost = track === null || track.isMissing || track.isOffline;
  return (
    <span className={styles.cells} data-lost={isLost || undefined}>
      <span className={styles.number}>
        <span className={styles.place}>{place + 1}</span>
        <Button slot="drag" className={styles.grip ?? ''}>
          <GripVertical size={14} />
        </Button>
      </span>
      <Artwork hash={track?.artworkHash ?? null} size={20} />
      <span className={styles.title} data-playing={isPlaying || undefined}>
        {titleOf(row)}
      </span>
      <span className={styles.artist}>{track ? track.artist : `${artistOf(row)} · ${text('sets.notHere')}`}</span>
      <span data-column="bpm">{track?.bpm != null ? formatBpm(track.bpm) : '–'}</span>
      <span data-column="key">
        {track?.key != null ? <KeyLabel musicKey={track.key} notation={keyNotation} /> : '–'}
      </span>
      <span data-column="energy">{track?.energy != null ? <Energy percent={track.energy} /> : '–'}</span>
      <span data-column="waveform">
        {track?.waveform != null && <WaveformCanvas points={overviewFromBase64(track.waveform)} {...waveform} />}
      </span>
      <span data-column="length">{formatLength(row.lengthMs)}</span>
      <ToggleButton
        className={styles.lock ?? ''}
        aria-label={text('sets.lock', { title: titleOf(row) })}
        isSelected={row.entry.isLocked}
        onChange={(isLocked) => void attempt(() => setLocked(place, isLocked))}
      >
        {row.entry.isLocked ? <Lock size={14} /> : <LockOpen size={14} />}
      </ToggleButton>
    </span>
  );
}

function Energy({ percent }: { percent: number }) {
  const text = useText();
  const level = energyLevel(percent);
  return (
    <span className={styles.energy}>
      <span>
        <span className={styles.unseen}>{text('sets.energyOf', { level })}</span>
        <span aria-hidden="true">{level}</span>
      </span>
      <span className={styles.energyBar} aria-hidden="true">
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}

/** Why the next track follows. */
function StepLine({ row: { step } }: { row: SetRow }) {
  const text = useText();
  if (!step) return null;
  return (
    <span className={styles.step} data-weak={step.isWeak || undefined}>
      {step.reasons.length === 0 && <span className={styles.unknown}>{text('sets.unknown')}</span>}
      <WhyChips reasons={step.reasons} most={4} />
      <span className={styles.score}>
        <span className={styles.unseen}>{text('sets.score', { score: step.score })}</span>
        <span aria-hidden="true">{step.score}</span>
      </span>
    </span>
  );
}
