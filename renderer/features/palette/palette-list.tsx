import { Folder, Search, SquareTerminal } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { isMusicKey } from '#shared/music-key.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { Kbd } from '../../ui/index.ts';
import { Avatar } from '../people/index.ts';
import { PlaylistIcon } from '../playlists/index.ts';
import { Artwork, formatBpm, KeyLabel } from '../tracks/index.ts';
import styles from './palette.module.css';
import type { PaletteEntry, PaletteGroup } from './palette-entries.ts';

type PaletteListProps = {
  groups: readonly PaletteGroup[];
  activeIndex: number;
  onHover: (index: number) => void;
  onRun: (entry: PaletteEntry) => void;
};

export function PaletteList({ groups, activeIndex, onHover, onRun }: PaletteListProps) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#palette-entry-${activeIndex}`)?.scrollIntoView({ block: 'nearest' });
  }, [activeIndex]);

  let index = -1;
  return (
    <div ref={list} id="palette-list" role="listbox" aria-label={text('palette.title')} className={styles.list}>
      {groups.length === 0 && <p className={styles.nothing}>{text('palette.nothing')}</p>}
      {groups.map(({ id, entries }) => (
        <fieldset key={id} className={styles.set} aria-labelledby={`palette-group-${id}`}>
          <div id={`palette-group-${id}`} className={styles.group}>
            {text(`palette.group.${id}`)}
          </div>
          {entries.map((entry) => {
            const at = ++index;
            return (
              <div
                key={entry.id}
                id={`palette-entry-${at}`}
                role="option"
                tabIndex={-1}
                aria-selected={at === activeIndex}
                className={styles.entry}
                onPointerMove={() => onHover(at)}
                onPointerUp={() => onRun(entry)}
              >
                <EntryIcon entry={entry} />
                <span className={styles.label}>
                  <Marked label={entry.label} marks={entry.match.marks} />
                  {'note' in entry && <span className={styles.note}>{entry.note}</span>}
                </span>
                <EntryEnd entry={entry} />
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}

function EntryIcon({ entry }: { entry: PaletteEntry }) {
  if (entry.kind === 'track') return <Artwork hash={entry.track.artworkHash} size={20} />;
  if (entry.kind === 'all') return <Search size={16} className={styles.icon} aria-hidden="true" />;
  if (entry.kind === 'playlist') {
    return (
      <span className={styles.icon}>
        <PlaylistIcon kind={entry.playlist.kind} />
      </span>
    );
  }
  if (entry.kind === 'person') {
    const { id, name, pictureHash, kind } = entry.person;
    return <Avatar id={id} name={name} pictureHash={pictureHash} isSquare={kind !== 'person'} size={20} isDecoration />;
  }
  const Icon = entry.kind === 'folder' ? Folder : (entry.icon ?? SquareTerminal);
  return <Icon size={16} className={styles.icon} aria-hidden="true" />;
}

function EntryEnd({ entry }: { entry: PaletteEntry }) {
  const { keyNotation } = useSettings();
  if (entry.kind === 'command') return entry.keys ? <Kbd keys={entry.keys} /> : null;
  if (entry.kind === 'all') return <Kbd keys="Mod+Enter" />;
  if (entry.kind === 'folder' || entry.kind === 'playlist' || entry.kind === 'person') return null;
  const { bpm, key } = entry.track;
  return (
    <>
      {bpm !== null && <span className={styles.bpm}>{formatBpm(bpm)}</span>}
      {key !== null && isMusicKey(key) && <KeyLabel musicKey={key} notation={keyNotation} />}
    </>
  );
}

/** The label with what was typed marked in it. */
function Marked({ label, marks }: { label: string; marks: PaletteEntry['match']['marks'] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(label.slice(at, start), <mark key={start}>{label.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(label.slice(at));
  return parts;
}
