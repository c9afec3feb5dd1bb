import {
  ChevronLeft,
  ClipboardPaste,
  Ellipsis,
  FileClock,
  ListRestart,
  Pencil,
  Timer,
  Trash2,
  Waves,
} from 'lucide-react';
import { useEffect } from 'react';
import type { TracklistId } from '#shared/contract/tracklists.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, MenuSeparator, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatLength } from '../tracks/index.ts';
import { DetailsDialog } from './details-dialog.tsx';
import { EntryTable } from './entry-table.tsx';
import { MixDialog } from './mix-dialog.tsx';
import { MixOverview } from './mix-overview.tsx';
import { SeamEditor } from './seam-editor.tsx';
import { TimesDialog } from './times-dialog.tsx';
import { TracklistFooter } from './tracklist-footer.tsx';
import {
  copyAs,
  matchAgain,
  pasteTracklist,
  publish,
  removeTracklist,
  saveSeam,
  showTracklist,
} from './tracklists.actions.ts';
import { openDialog, selectEntry, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';
import { StandingTag } from './tracklists-view.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

/** One tracklist: its mix, a seam of it, its entries, and what is to be said of them. */
export function TracklistView({ id }: { id: TracklistId }) {
  const text = useText();
  const { data: details, error } = useCall('tracklists.get', { id });
  useSettledSelection(details);
  useEffect(() => () => void saveSeam(), []);
  if (error) {
    const said = error.code === 'NOT_FOUND' ? text('tracklists.gone') : errorText(text, error.code);
    return (
      <EmptyState text={said} action={<Button onPress={() => showTracklist(null)}>{text('tracklists.back')}</Button>} />
    );
  }
  if (!details) return null;
  return (
    <>
      <Head details={details} />
      <MixOverview details={details} />
      {details.mix && <SeamEditor details={details} mix={details.mix} />}
      {details.entries.length > 0 ? (
        <EntryTable details={details} />
      ) : (
        <EmptyState
          text={text('tracklists.emptyOne')}
          action={<Button onPress={() => pasteTracklist()}>{text('tracklists.pasteShort')}</Button>}
        />
      )}
      <TracklistFooter details={details} />
      <DetailsDialog key={`details ${details.changedAt}`} details={details} />
      <TimesDialog details={details} />
      <VersionsDialog details={details} />
      <MixDialog details={details} />
    </>
  );
}

/** An entry that went takes the selection to the first one. */
function useSettledSelection(details: TracklistDetails | undefined): void {
  const selected = useTracklists((state) => state.selected);
  useEffect(() => {
    if (!details || details.entries.some(({ id }) => id === selected)) return;
    selectEntry(details.entries[0]?.id ?? null);
  }, [details, selected]);
}

function Head({ details }: { details: TracklistDetails }) {
  const text = useText();
  const { name, count, durationMs, state } = details;
  const length = durationMs === null ? null : formatLength(durationMs);
  const summary =
    length === null ? text('tracklists.summaryShort', { count }) : text('tracklists.summary', { count, length });
  return (
    <ViewHead
      title={name}
      summary={
        <>
          {summary} <StandingTag {...details} />
        </>
      }
    >
      <IconButton label={text('tracklists.back')} onPress={() => showTracklist(null)}>
        <ChevronLeft size={16} />
      </IconButton>
      <MoreMenu details={details} />
      <Button icon={<ClipboardPaste size={16} />} onPress={() => pasteTracklist()}>
        {text('tracklists.paste')}
      </Button>
      <Button
        kind="primary"
        isDisabled={state === 'published' || count === 0}
        onPress={() => void attempt(() => publish(details))}
      >
        {text('tracklists.publish')}
      </Button>
    </ViewHead>
  );
}

function MoreMenu({ details }: { details: TracklistDetails }) {
  const text = useText();
  const { id, count } = details;
  const trigger = (
    <IconButton label={text('tracklists.more')}>
      <Ellipsis size={16} />
    </IconButton>
  );
  return (
    <Menu label={text('tracklists.more')} trigger={trigger} placement="bottom end">
      <MenuItem icon={<Pencil size={14} />} text={text('tracklists.details')} onAction={() => openDialog('details')} />
      <MenuItem icon={<Waves size={14} />} text={text('tracklists.chooseMix')} onAction={() => openDialog('mix')} />
      <MenuItem icon={<Timer size={14} />} text={text('tracklists.times')} onAction={() => openDialog('times')} />
      <MenuItem
        icon={<FileClock size={14} />}
        text={text('tracklists.versions')}
        onAction={() => openDialog('versions')}
      />
      <MenuItem
        icon={<ListRestart size={14} />}
        text={text('tracklists.matchAgain')}
        isDisabled={count === 0}
        onAction={() => void attempt(() => matchAgain(id))}
      />
      <MenuSeparator />
      {(['text', 'csv', 'json'] as const).map((format) => (
        <MenuItem
          key={format}
          text={text(copyTexts[format])}
          isDisabled={count === 0}
          onAction={() => void attempt(() => copyAs(details, format))}
        />
      ))}
      <MenuSeparator />
      <MenuItem
        icon={<Trash2 size={14} />}
        text={text('tracklists.remove')}
        onAction={() => void attempt(() => removeTracklist(details))}
      />
    </Menu>
  );
}

const copyTexts = { text: 'tracklists.copyText', csv: 'tracklists.copyCsv', json: 'tracklists.copyJson' } as const;
