import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useCall } from '../../api/query.ts';
import { showQuery } from '../../app/view.store.ts';
import { useText } from '../../messages/use-text.ts';
import { Kbd, Tag } from '../../ui/index.ts';
import { attempt, isAvailable, rememberCommand, runCommand, useCommands } from '../commands/index.ts';
import { showFolder } from '../folders/index.ts';
import { showPerson, usePresentPeople } from '../people/index.ts';
import { playTracks } from '../player/index.ts';
import { showPlaylist } from '../playlists/index.ts';
import { countSelected, useSelection } from '../tracks/index.ts';
import styles from './palette.module.css';
import { showPalette } from './palette.store.ts';
import { allTracksEntry, listEntries, type PaletteEntry, readInput } from './palette-entries.ts';
import { PaletteList } from './palette-list.tsx';
import { usePaletteTracks } from './use-palette-tracks.ts';

function runEntry(entry: PaletteEntry): void {
  // Closed first: what runs may open a dialog or move the focus.
  showPalette(false);
  if (entry.kind === 'command') {
    rememberCommand(entry.command.id);
    runCommand(entry.command.id);
  } else if (entry.kind === 'folder') showFolder(entry.folder);
  else if (entry.kind === 'playlist') showPlaylist(entry.playlist.id);
  else if (entry.kind === 'person') showPerson(entry.person.id);
  else if (entry.kind === 'all') showQuery(entry.query);
  else void attempt(() => playTracks([entry.track.id]));
}

export function PaletteContent() {
  const text = useText();
  const [input, setInput] = useState('');
  const [active, setActive] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const selectedCount = useSelection(countSelected);
  const commands = useCommands((state) => state.commands);
  const recentIds = useCommands((state) => state.recentIds);
  const { data: folders = [] } = useCall('folders.list');
  const { data: playlists = [] } = useCall('playlists.list');
  const people = usePresentPeople();
  const { text: query, isCommandsOnly, isPlaylistsOnly, isPeopleOnly } = readInput(input);
  const { total, tracks } = usePaletteTracks(isCommandsOnly || isPlaylistsOnly || isPeopleOnly ? '' : query);
  const groups = listEntries(text, input, {
    commands: [...commands.values()].filter((command) => command.isListed !== false && isAvailable(command)),
    recentIds,
    folders,
    playlists,
    people,
    tracks,
    trackTotal: total,
    hasSelection: selectedCount > 0,
  });
  const entries = groups.flatMap((group) => group.entries);
  const activeIndex = Math.min(active, entries.length - 1);
  const activeEntry = entries[activeIndex];

  // The dialog exists to be typed into.
  useEffect(() => field.current?.focus(), []);
  const type = (next: string) => {
    setInput(next);
    setActive(0);
  };
  const move = (step: number) => {
    if (entries.length > 0) setActive((activeIndex + step + entries.length) % entries.length);
  };
  const handle = (event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing) return false;
    const hasMod = event.ctrlKey || event.metaKey;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Enter' && hasMod && total > 0) runEntry(allTracksEntry(text, query, total));
    else if (event.key === 'Enter' && activeEntry) runEntry(activeEntry);
    else if (event.key === 'Tab' && !event.shiftKey && activeEntry) type(activeEntry.label);
    else return false;
    return true;
  };

  return (
    <>
      <div className={styles.head}>
        <Search size={18} className={styles.icon} aria-hidden="true" />
        <input
          className={styles.input}
          role="combobox"
          aria-label={text('palette.placeholder')}
          aria-expanded={entries.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          aria-activedescendant={activeEntry ? `palette-entry-${activeIndex}` : undefined}
          placeholder={text('palette.placeholder')}
          spellCheck={false}
          autoComplete="off"
          ref={field}
          value={input}
          onChange={({ target }) => type(target.value)}
          onKeyDown={(event) => {
            if (handle(event)) event.preventDefault();
          }}
        />
        {selectedCount > 0 && <Tag tone="accent">{text('palette.selected', { count: selectedCount })}</Tag>}
      </div>
      <PaletteList groups={groups} activeIndex={activeIndex} onHover={setActive} onRun={runEntry} />
      <div className={styles.status} role="status">
        {text('palette.results', { count: entries.length })}
      </div>
      <footer className={styles.foot}>
        <span className={styles.hint}>
          <Kbd keys="ArrowUp" />
          <Kbd keys="ArrowDown" />
          {text('palette.choose')}
        </span>
        <span className={styles.hint}>
          <Kbd keys="Enter" />
          {text('palette.run')}
        </span>
        <span className={styles.hint}>
          <Kbd keys="Tab" />
          {text('palette.fillIn')}
        </span>
        <span className={styles.space} />
        <span className={styles.hint}>
          <Kbd keys=">" />
          {text('palette.commandsOnly')}
        </span>
        <span className={styles.hint}>
          <Kbd keys="#" />
          {text('palette.playlistsOnly')}
        </span>
        <span className={styles.hint}>
          <Kbd keys="@" />
          {text('palette.peopleOnly')}
        </span>
      </footer>
    </>
  );
}
