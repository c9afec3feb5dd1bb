import { GripVertical } from 'lucide-react';
import { useState } from 'react';
import { Button, GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import type { PackSong } from '#shared/contract/packs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useText } from '../../messages/use-text.ts';
import { Checkbox, EmptyState, Meter, Button as UiButton } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { selectSongs } from '../songs/index.ts';
import { deadlineText } from './pack-colours.ts';
import type { OpenPack } from './pack-details.tsx';
import { placeSongs, setOptional } from './packs.actions.ts';
import styles from './packs.module.css';
import { openPackDialog } from './packs.store.ts';

const dragType = 'ledgerline-pack-song';

/** The songs of a pack in their order, changed by dragging or with Alt and the arrows; the inspector shows the selected one. */
export function PackSongs({ pack }: { pack: OpenPack }) {
  const text = useText();
  const { songs, mayEdit, id, name } = pack;
  const [selected, setSelected] = useState<ReadonlySet<SongId>>(new Set());
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: !mayEdit,
    getItems: (keys) => [...keys].map((key) => ({ [dragType]: String(key) })),
    acceptedDragTypes: [dragType],
    onReorder({ keys, target }) {
      const moved = songs.filter((song) => keys.has(song.id)).map((song) => song.id);
      const rest = songs.filter((song) => !keys.has(song.id));
      const over = rest.findIndex((song) => song.id === target.key);
      const before = rest[target.dropPosition === 'before' ? over : over + 1] ?? null;
      void attempt(() => placeSongs(moved, before?.id ?? null));
    },
  });
  /** One place up or down. */
  const step = (songId: SongId, by: -1 | 1) => {
    const from = songs.findIndex((song) => song.id === songId);
    const to = from + by;
    if (from < 0 || to < 0 || to >= songs.length) return;
    const before = by < 0 ? songs[to] : songs[to + 1];
    void attempt(() => placeSongs([songId], before?.id ?? null));
  };
  if (songs.length === 0) {
    return (
      <EmptyState
        text={text('packs.noSongs')}
        action={
          mayEdit && (
            <UiButton onPress={() => openPackDialog({ kind: 'addSongs', id, name })}>{text('packs.addSongs')}</UiButton>
          )
        }
      />
    );
  }
  return (
    <div
      onKeyDownCapture={(event) => {
        const row = event.target instanceof Element ? event.target.closest('[data-song]') : null;
        const songId = Number(row?.getAttribute('data-song'));
        if (!mayEdit || !event.altKey || !row || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        event.stopPropagation();
        step(songId as SongId, event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <GridList
        className={styles.rows ?? ''}
        aria-label={text('packs.songsOf', { name })}
        selectionMode="multiple"
        selectionBehavior="replace"
        selectedKeys={selected}
        onSelectionChange={(keys) => {
          const chosen = songs.filter((song) => keys === 'all' || keys.has(song.id)).map((song) => song.id);
          setSelected(new Set(chosen));
          selectSongs(chosen);
        }}
        keyboardNavigationBehavior="tab"
        dragAndDropHooks={dragAndDropHooks}
      >
        {songs.map((song, place) => (
          <GridListItem
            key={song.id}
            id={song.id}
            textValue={song.title}
            className={styles.row ?? ''}
            data-song={song.id}
          >
            <SongCells song={song} place={place} mayEdit={mayEdit} />
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}

function SongCells({ song, place, mayEdit }: { song: PackSong; place: number; mayEdit: boolean }) {
  const text = useText();
  const { title, artist, status, completion, stepCount, deadline, isOptional } = song;
  return (
    <>
      {mayEdit ? (
        <Button slot="drag" className={styles.grip ?? ''} aria-label={text('packs.drag', { title })}>
          <GripVertical size={14} />
        </Button>
      ) : (
        <span />
      )}
      <span className={styles.number}>{place + 1}</span>
      <span className={styles.songTitle} title={title}>
        {title}
      </span>
      <span className={styles.artist}>{artist}</span>
      <span className={styles.quiet}>{text(`packs.song.${status}`)}</span>
      <span className={styles.meter}>
        {stepCount > 0 && (
          <>
            <Meter label={text('packs.progressOf', { title })} value={completion / 100} />
            <span>{text('packs.percent', { percent: completion })}</span>
          </>
        )}
      </span>
      <span className={styles.quiet} data-column="deadline">
        {deadlineText(deadline, Date.now())}
      </span>
      <Checkbox
        isSelected={isOptional}
        isDisabled={!mayEdit}
        aria-label={text('packs.optionalOf', { title })}
        onChange={(chosen) => void attempt(() => setOptional(song, chosen))}
      >
        {text('packs.optional')}
      </Checkbox>
    </>
  );
}
