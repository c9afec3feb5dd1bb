import { ArrowDown, ArrowUp, Barcode, FileAudio, Pencil, SquarePen, X } from 'lucide-react';
import { useText } from '../../messages/use-text.ts';
import { ContextMenu, MenuItem, type MenuPlace } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { assignCodes, dropTrack, type OpenRelease } from './releases.actions.ts';
import { openReleaseDialog, useReleases } from './releases.store.ts';

export type TrackMenuPlace = MenuPlace & { place: number };

type TrackMenuProps = {
  release: OpenRelease;
  at: TrackMenuPlace;
  onMove: (from: number, to: number) => void;
  onClose: () => void;
};

/** What keys and dragging do, by name. */
export function TrackMenu({ release, at, onMove, onClose }: TrackMenuProps) {
  const text = useText();
  const { place } = at;
  const track = release.tracks[place];
  if (!track) return null;
  const { recordingId, isrc } = track;
  return (
    <ContextMenu label={text('releases.trackMenu', { number: place + 1 })} place={at} onClose={onClose}>
      <MenuItem
        text={text('releases.trackDetails')}
        icon={<SquarePen size={14} />}
        keys="Enter"
        onAction={() => openReleaseDialog({ kind: 'track', releaseId: release.id, place })}
      />
      <MenuItem
        text={text('releases.editTitle')}
        icon={<Pencil size={14} />}
        keys="F2"
        onAction={() => useReleases.setState({ editing: { place, column: 'title' } })}
      />
      <MenuItem
        text={text('releases.chooseFile')}
        icon={<FileAudio size={14} />}
        onAction={() => openReleaseDialog({ kind: 'chooseFile', releaseId: release.id, place })}
      />
      {isrc === '' && (
        <MenuItem
          text={text('releases.assignIsrc')}
          icon={<Barcode size={14} />}
          onAction={() => void attempt(() => assignCodes(release, ['isrc'], [recordingId]))}
        />
      )}
      <MenuItem
        text={text('releases.up')}
        icon={<ArrowUp size={14} />}
        keys="Alt+ArrowUp"
        isDisabled={place === 0}
        onAction={() => onMove(place, place - 1)}
      />
      <MenuItem
        text={text('releases.down')}
        icon={<ArrowDown size={14} />}
        keys="Alt+ArrowDown"
        isDisabled={place === release.tracks.length - 1}
        onAction={() => onMove(place, place + 1)}
      />
      <MenuItem
        text={text('releases.drop')}
        icon={<X size={14} />}
        keys="Delete"
        onAction={() => void attempt(() => dropTrack(release, place))}
      />
    </ContextMenu>
  );
}
