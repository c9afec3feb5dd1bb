import { ChevronDown, CircleX, Ellipsis, Info, TriangleAlert } from 'lucide-react';
import type { DragEvent, MouseEvent, ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { explicitStates } from '#shared/contract/catalogue.ts';
import { formatIdentifier } from '#shared/identifiers/identifiers.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem, MenuSection } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatKilohertz, formatLength, overviewFromBase64, WaveformCanvas } from '../tracks/index.ts';
import { CellField } from './cell-field.tsx';
import { GridPart } from './grid-part.tsx';
import { MarkedText } from './marked-text.tsx';
import { type Mark, markOfTrack, useMarks } from './marks.ts';
import { editTracks, type OpenRelease, type OpenTrack } from './releases.actions.ts';
import { type TypedColumn, useReleases } from './releases.store.ts';
import styles from './track-grid.module.css';
import type { TrackMenuPlace } from './track-menu.tsx';

const icons = { error: CircleX, warning: TriangleAlert, note: Info } as const;
const waveWidth = 84;
const waveHeight = 20;
const dragType = 'application/x-ledgerline-place';

type TrackRowProps = {
  release: OpenRelease;
  track: OpenTrack;
  place: number;
  isCurrent: boolean;
  /** The first track of its disc, where there are several. */
  hasDisc: boolean;
  drop: { from: number; to: number } | null;
  onMenu: (menu: TrackMenuPlace) => void;
  onDrag: (drop: { from: number; to: number } | null) => void;
  onDrop: (from: number, to: number) => void;
  onEdited: (next: number) => void;
};

export function TrackRow({ release, track, place, isCurrent, hasDisc, drop, ...on }: TrackRowProps) {
  const text = useText();
  const { title, versionTitle, artist, audio, durationMs, disc } = track;
  const { find } = useMarks();
  const mark = markOfTrack(find, place);
  const isTyped = useReleases(({ editing }) => editing?.place === place);
  const Icon = mark && icons[mark.severity];
  const name = versionTitle === '' ? title : `${title} (${versionTitle})`;
  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    on.onMenu({ place, x: event.clientX, y: event.clientY });
  };
  const onDragOver = (event: DragEvent<HTMLDivElement>) => {
    if (!drop) return;
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    const to = event.clientY > box.top + box.height / 2 ? place + 1 : place;
    if (to !== drop.to) on.onDrag({ ...drop, to });
  };
  return (
    <GridPart
      role="row"
      className={styles.row}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={place + 2}
      aria-label={text('releases.trackName', { number: place + 1, title: name })}
      data-track={place}
      data-dragged={drop?.from === place || undefined}
      data-drop={drop?.to === place ? 'before' : drop?.to === place + 1 ? 'after' : undefined}
      // Text that is typed is marked with the pointer.
      draggable={!isTyped}
      onFocus={(event) => {
        if (event.target === event.currentTarget) useReleases.setState({ current: place });
      }}
      onContextMenu={onContextMenu}
      onDragStart={(event) => {
        event.dataTransfer.setData(dragType, String(place));
        event.dataTransfer.effectAllowed = 'move';
        on.onDrag({ from: place, to: place });
      }}
      onDragOver={onDragOver}
      onDrop={(event) => {
        event.preventDefault();
        if (drop) on.onDrop(drop.from, drop.to);
        on.onDrag(null);
      }}
      onDragEnd={() => on.onDrag(null)}
    >
      <GridPart role="gridcell" data-column="mark" data-severity={mark?.severity}>
        {Icon && <Icon size={14} aria-label={text(`releases.marked.${mark.severity}`)} />}
      </GridPart>
      <GridPart role="gridcell" data-column="number" title={hasDisc ? text('releases.disc', { disc }) : undefined}>
        {hasDisc ? text('releases.discNumber', { disc, number: place + 1 }) : place + 1}
      </GridPart>
      <TypedCell {...{ release, track, place }} column="title" onEdited={on.onEdited}>
        <MarkedText text={name} mark={find(place, 'title') ?? find(place, 'versionTitle')} />
      </TypedCell>
      <TypedCell {...{ release, track, place }} column="artist" onEdited={on.onEdited}>
        <MarkedText
          text={artist}
          missing={text('releases.missing')}
          mark={find(place, 'artist') ?? find(place, 'artists')}
        />
      </TypedCell>
      <TypedCell {...{ release, track, place }} column="isrc" onEdited={on.onEdited}>
        <MarkedText
          text={formatIdentifier('isrc', track.isrc)}
          missing={text('releases.missing')}
          mark={find(place, 'isrc')}
        />
      </TypedCell>
      <GridPart role="gridcell" data-column="explicit">
        <ExplicitMenu {...{ release, track, place }} mark={find(place, 'explicit')} />
      </GridPart>
      <GridPart role="gridcell" data-column="audio">
        {audio?.waveform ? (
          <WaveformCanvas points={overviewFromBase64(audio.waveform)} width={waveWidth} height={waveHeight} />
        ) : (
          audio?.isPresent !== true && <span className={styles.quiet}>{text('releases.noAudio')}</span>
        )}
      </GridPart>
      <GridPart role="gridcell" data-column="length">
        {durationMs === null ? '–' : formatLength(durationMs)}
      </GridPart>
      <GridPart role="gridcell" data-column="format">
        <MarkedText text={formatOf(audio)} mark={find(place, 'file')} />
      </GridPart>
      <GridPart role="gridcell" data-column="menu">
        <IconButton
          size="small"
          label={text('releases.trackMenu', { number: place + 1 })}
          onPress={(event) => {
            const box = event.target.getBoundingClientRect();
            on.onMenu({ place, x: box.left, y: box.bottom });
          }}
        >
          <Ellipsis size={14} />
        </IconButton>
      </GridPart>
    </GridPart>
  );
}

/** '24/48': bits and kilohertz; the codec where it has no bits. */
function formatOf(audio: OpenTrack['audio']): string {
  if (!audio?.sampleRate) return '';
  const rate = formatKilohertz(audio.sampleRate).replace(/[^\d.]/g, '');
  return audio.isLossless && audio.bitDepth !== null ? `${audio.bitDepth}/${rate.replace(/\.1$/, '')}` : audio.codec;
}

type CellProps = { release: OpenRelease; track: OpenTrack; place: number; column: TypedColumn; children: ReactNode };

/** A cell that a double click, or F2 in its row, opens for typing. */
function TypedCell({
  release,
  track,
  place,
  column,
  children,
  onEdited,
}: CellProps & { onEdited: (next: number) => void }) {
  const isEdited = useReleases(({ editing }) => editing?.place === place && editing.column === column);
  return (
    <GridPart
      role="gridcell"
      data-column={column}
      onDoubleClick={() => useReleases.setState({ editing: { place, column } })}
    >
      {isEdited ? <CellField {...{ release, track, place, column, onEdited }} /> : children}
    </GridPart>
  );
}

type ExplicitMenuProps = { release: OpenRelease; track: OpenTrack; place: number; mark: Mark | undefined };

function ExplicitMenu({ release, track, place, mark }: ExplicitMenuProps) {
  const text = useText();
  const { explicit, recordingId } = track;
  return (
    <Menu
      label={text('releases.trackField.explicit', { number: place + 1 })}
      trigger={
        <Button
          className={styles.choice ?? ''}
          aria-label={text('releases.explicitOf', {
            number: place + 1,
            value: text(`releases.explicit.${explicit}`),
          })}
        >
          <MarkedText text={text(`releases.explicit.${explicit}`)} mark={mark} />
          <ChevronDown size={12} aria-hidden="true" className={styles.choiceArrow} />
        </Button>
      }
    >
      <MenuSection
        label={text('releases.column.explicit')}
        selectionMode="single"
        selectedKeys={[explicit]}
        onSelectionChange={(keys) => {
          const value = explicitStates.find((state) => keys.has(state));
          if (value) void attempt(() => editTracks(release, [recordingId], { explicit: value }));
        }}
      >
        {explicitStates.map((value) => (
          <MenuItem key={value} id={value} text={text(`releases.explicit.${value}`)} />
        ))}
      </MenuSection>
    </Menu>
  );
}
