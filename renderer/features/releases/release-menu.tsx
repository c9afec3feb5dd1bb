import { Archive, Barcode, ClipboardPaste, Copy, Ellipsis, Plus, Settings2, Timer, Trash2, Users } from 'lucide-react';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem, MenuSeparator } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { trackTimeOn, useMayPlan } from '../projects/index.ts';
import { archiveRelease, assignCodes, type OpenRelease, removeRelease } from './releases.actions.ts';
import { openReleaseDialog } from './releases.store.ts';

/** What can be done with a release as a whole. */
export function ReleaseMenu({ release }: { release: OpenRelease }) {
  const text = useText();
  const mayPlan = useMayPlan();
  const { id, tracks, upc, catalogueNumber, isArchived } = release;
  const isrcs = tracks.filter(({ isrc }) => isrc === '').length;
  const open = (kind: 'addTracks' | 'artists' | 'pasteIsrcs' | 'duplicate') =>
    openReleaseDialog({ kind, releaseId: id });
  return (
    <Menu
      label={text('releases.menu')}
      placement="bottom end"
      trigger={
        <IconButton label={text('releases.menu')}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      <MenuItem icon={<Plus size={14} />} text={text('releases.addTracks')} onAction={() => open('addTracks')} />
      <MenuItem icon={<Users size={14} />} text={text('releases.artists')} onAction={() => open('artists')} />
      <MenuSeparator />
      <MenuItem
        icon={<Barcode size={14} />}
        text={text('releases.assignIsrcs', { count: isrcs })}
        isDisabled={isrcs === 0}
        onAction={() => void attempt(() => assignCodes(release, ['isrc']))}
      />
      <MenuItem
        icon={<Barcode size={14} />}
        text={text('releases.assignUpc')}
        isDisabled={upc !== ''}
        onAction={() => void attempt(() => assignCodes(release, ['upc']))}
      />
      <MenuItem
        icon={<Barcode size={14} />}
        text={text('releases.assignCatalogue')}
        isDisabled={catalogueNumber !== ''}
        onAction={() => void attempt(() => assignCodes(release, ['catalogue']))}
      />
      <MenuItem
        icon={<Barcode size={14} />}
        text={text('releases.assignGrid')}
        isDisabled={release.grid !== ''}
        onAction={() => void attempt(() => assignCodes(release, ['grid']))}
      />
      <MenuItem
        icon={<ClipboardPaste size={14} />}
        text={text('releases.pasteIsrcs')}
        isDisabled={tracks.length === 0}
        onAction={() => open('pasteIsrcs')}
      />
      <MenuItem
        icon={<Settings2 size={14} />}
        text={text('releases.codes')}
        onAction={() => openReleaseDialog({ kind: 'codes' })}
      />
      <MenuSeparator />
      {mayPlan && (
        <MenuItem
          icon={<Timer size={14} />}
          text={text('projects.trackRelease')}
          onAction={() => void trackTimeOn({ kind: 'release', id })}
        />
      )}
      <MenuItem icon={<Copy size={14} />} text={text('releases.duplicate')} onAction={() => open('duplicate')} />
      <MenuItem
        icon={<Archive size={14} />}
        text={text(isArchived ? 'releases.unarchive' : 'releases.archive')}
        onAction={() => void attempt(() => archiveRelease(release))}
      />
      <MenuItem
        icon={<Trash2 size={14} />}
        text={text('releases.remove')}
        onAction={() => void attempt(() => removeRelease(release))}
      />
    </Menu>
  );
}
