import { AudioWaveform, ClipboardPaste, Plus } from 'lucide-react';
import { type DragEvent, useEffect } from 'react';
import type { Tracklist } from '#shared/contract/tracklists.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, showToast, Tag, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatCount, formatDay, formatLength } from '../tracks/index.ts';
import { decodeText, largestFile } from './decode-text.ts';
import { PasteDialog } from './paste-dialog.tsx';
import { TracklistView } from './tracklist-view.tsx';
import { pasteTracklist, showTracklist, startTracklist } from './tracklists.actions.ts';
import { registerTracklistsCommands } from './tracklists.commands.ts';
import { closeDialog } from './tracklists.store.ts';
import { useShownTracklist } from './tracklists-data.ts';
import styles from './tracklists-view.module.css';

/** All tracklists, or the one the address names. */
export function TracklistsView() {
  const text = useText();
  const id = useShownTracklist();
  useEffect(registerTracklistsCommands, []);
  useEffect(() => closeDialog, []);
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (!file || !isText(file)) return;
    event.preventDefault();
    event.stopPropagation();
    void readDropped(file, text('tracklists.fileTooLarge'));
  };
  return (
    <section
      className={styles.view}
      aria-label={text('tracklists.title')}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      {id === null ? <AllTracklists /> : <TracklistView key={id} id={id} />}
      <PasteDialog />
    </section>
  );
}

/** Music that is dropped goes into the library, and CUE sheets have a dialog of their own, as everywhere. */
function isText({ name, type }: File): boolean {
  return !/\.cue$/i.test(name) && (type.startsWith('text/') || /\.(?:txt|csv|tsv|json)$/i.test(name));
}

async function readDropped(file: File, tooLarge: string): Promise<void> {
  if (file.size > largestFile) showToast({ text: tooLarge, tone: 'error' });
  else pasteTracklist(decodeText(new Uint8Array(await file.arrayBuffer())));
}

function AllTracklists() {
  const text = useText();
  const { data: lists, error } = useCall('tracklists.list');
  const count = lists?.length ?? 0;
  const paste = (
    <Button icon={<ClipboardPaste size={16} />} onPress={() => pasteTracklist()}>
      {text(count > 0 ? 'tracklists.paste' : 'tracklists.pasteShort')}
    </Button>
  );
  return (
    <>
      <ViewHead title={text('tracklists.title')} summary={count > 0 && text('tracklists.count', { count })}>
        <Button kind="ghost" icon={<Plus size={16} />} onPress={() => void attempt(startTracklist)}>
          {text('tracklists.new')}
        </Button>
        {count > 0 && paste}
      </ViewHead>
      {error && <EmptyState text={errorText(text, error.code)} />}
      {lists && count === 0 && (
        <EmptyState icon={<AudioWaveform size={20} />} text={text('tracklists.empty')} action={paste} />
      )}
      {lists && count > 0 && (
        <ul className={styles.lists} aria-label={text('tracklists.list')}>
          {lists.map((list) => (
            <li key={list.id}>
              <ListItem list={list} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ListItem({ list }: { list: Tracklist }) {
  const text = useText();
  const { id, name, artist, event, date, count, durationMs, matchedCount, unknownCount, changedAt } = list;
  const about = [artist, event, date].filter((part) => part !== '').join(', ');
  return (
    <button type="button" className={styles.item} onClick={() => showTracklist(id)}>
      <span className={styles.name}>{name}</span>
      <span className={styles.about}>{about}</span>
      <StandingTag {...list} />
      <span className={styles.figure}>{text('tracklists.summaryShort', { count })}</span>
      <span className={styles.figure}>{durationMs === null ? '' : formatLength(durationMs)}</span>
      <span className={styles.figure}>
        {count > 0 ? `${formatCount(matchedCount)} / ${formatCount(count)}` : ''}
        {unknownCount > 0 && (
          <span className={styles.unknown}> {text('tracklists.unknown', { count: unknownCount })}</span>
        )}
      </span>
      <span className={styles.day}>{formatDay(changedAt, Date.now())}</span>
    </button>
  );
}

/** "Draft 3", or that it is published. */
export function StandingTag({ state, version }: Pick<Tracklist, 'state' | 'version'>) {
  const text = useText();
  return state === 'published' ? (
    <Tag tone="ok">{text('tracklists.published', { version })}</Tag>
  ) : (
    <Tag>{text('tracklists.draft', { version })}</Tag>
  );
}
