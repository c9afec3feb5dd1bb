import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { Output } from '#shared/contract/index.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings, useSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { EmptyState, type MenuPlace } from '../../ui/index.ts';
import { runCommand } from '../commands/index.ts';
import styles from './board.module.css';
import { BoardColumn } from './board-column.tsx';
import { FoldedColumn } from './folded-column.tsx';
import { PackStrip } from './pack-strip.tsx';
import { useSongFilter } from './song-data.ts';
import { SongMenu } from './song-menu.tsx';
import { noteAdding, selectSongs, useSongs } from './songs.store.ts';

export type Column = Output<'songs.board'>['columns'][number];

/** Songs in columns: planned, the stages of work, released. */
export function Board() {
  const text = useText();
  const filter = useSongFilter();
  const showsReleased = useSongs((state) => state.showsReleased);
  const { data, error } = useCall('songs.board', filter, { keepsPrevious: true });
  const [menu, setMenu] = useState<{ ids: SongId[]; place: MenuPlace } | null>(null);
  const { boardLimits } = useSettings();
  if (error) return <EmptyState text={errorText(text, error.code)} />;
  if (!data) return null;
  const setLimit = (stage: string, count: number | null) =>
    void updateSettings({
      boardLimits: [
        ...boardLimits.filter((limit) => limit.stage !== stage),
        ...(count === null ? [] : [{ stage, count }]),
      ],
    });
  return (
    <>
      <PackStrip />
      <div
        className={styles.board}
        style={{ '--columns': data.columns.length - (showsReleased ? 0 : 1) } as React.CSSProperties}
        data-folded={!showsReleased || undefined}
        onKeyDownCapture={goSideways}
        onClickCapture={selectOnly}
        onPointerDownCapture={(event) => noteAdding(event.ctrlKey || event.metaKey)}
      >
        {data.columns.map((column, place) =>
          column.status === 'released' && !showsReleased ? (
            <FoldedColumn key="released" column={column} />
          ) : (
            <BoardColumn
              key={column.stage || column.status}
              column={column}
              place={place}
              onMenu={(ids, at) => setMenu({ ids, place: at })}
              onLimit={(count) => setLimit(column.stage, count)}
            />
          ),
        )}
      </div>
      <SongMenu ids={menu?.ids ?? []} place={menu?.place ?? null} onClose={() => setMenu(null)} />
    </>
  );
}

/** A plain click leaves nothing else selected; a column by itself knows nothing of the others. */
function selectOnly(event: MouseEvent<HTMLElement>): void {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.shiftKey || !(target instanceof Element) || target.closest('button'))
    return;
  const id = Number(target.closest<HTMLElement>('[data-song]')?.dataset.song);
  if (id > 0) selectSongs([id as SongId]);
}

/** Left and right go to the card at the same height of the next column; the other keys that lists would take for themselves. */
function goSideways(event: KeyboardEvent<HTMLElement>): void {
  const { target, key } = event;
  noteAdding(false);
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'row') return;
  if (key === ' ') runCommand('songs.playNewest');
  else if (key === 'ArrowLeft' || key === 'ArrowRight')
    focusBeside(event.currentTarget, target, key === 'ArrowLeft' ? -1 : 1);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function focusBeside(board: HTMLElement, card: HTMLElement, step: 1 | -1): void {
  const columns = [...board.querySelectorAll<HTMLElement>('[data-board-column]')];
  const { top } = card.getBoundingClientRect();
  const distance = (element: HTMLElement) => Math.abs(element.getBoundingClientRect().top - top);
  for (let at = columns.findIndex((column) => column.contains(card)) + step; columns[at]; at += step) {
    const cards = [...(columns[at]?.querySelectorAll<HTMLElement>('[role=row]') ?? [])];
    const [nearest] = cards.sort((one, other) => distance(one) - distance(other));
    if (!nearest) continue;
    nearest.focus();
    return;
  }
}
