import { SkipBack, SkipForward, Volume2, VolumeX } from 'lucide-react';
import { type Command, registerCommands } from '../commands/index.ts';
import { cueCommands } from './cue.commands.ts';
import { playNext, playPrevious, seekBy, setVolume, toggleMute } from './player.actions.ts';
import { usePlayer } from './player.store.ts';

const shortSeekMs = 10_000;
const longSeekMs = 60_000;
const volumeStep = 0.05;

const hasTrack = () => usePlayer.getState().track !== null;

function seekCommand(id: string, text: Command['text'], keys: string, differenceMs: number): Command {
  return {
    id,
    text,
    group: 'window',
    keys: [keys],
    isListed: false,
    isAvailable: hasTrack,
    run: () => seekBy(differenceMs),
  };
}

const commands: readonly Command[] = [
  {
    id: 'player.next',
    text: 'player.next',
    group: 'window',
    icon: SkipForward,
    keys: ['Mod+Alt+ArrowRight'],
    isAvailable: hasTrack,
    run: playNext,
  },
  {
    id: 'player.previous',
    text: 'player.previous',
    group: 'window',
    icon: SkipBack,
    keys: ['Mod+Alt+ArrowLeft'],
    isAvailable: hasTrack,
    run: playPrevious,
  },
  seekCommand('player.seekForward', 'player.seekForward', 'Alt+ArrowRight', shortSeekMs),
  seekCommand('player.seekBack', 'player.seekBack', 'Alt+ArrowLeft', -shortSeekMs),
  seekCommand('player.seekFarForward', 'player.seekForward', 'Alt+Shift+ArrowRight', longSeekMs),
  seekCommand('player.seekFarBack', 'player.seekBack', 'Alt+Shift+ArrowLeft', -longSeekMs),
  {
    id: 'player.louder',
    text: 'player.louder',
    group: 'window',
    icon: Volume2,
    keys: ['Mod+Alt+ArrowUp'],
    run: () => setVolume(usePlayer.getState().volume + volumeStep),
  },
  {
    id: 'player.quieter',
    text: 'player.quieter',
    group: 'window',
    icon: Volume2,
    keys: ['Mod+Alt+ArrowDown'],
    run: () => setVolume(usePlayer.getState().volume - volumeStep),
  },
  { id: 'player.mute', text: 'player.mute', group: 'window', icon: VolumeX, keys: ['Mod+Alt+M'], run: toggleMute },
  ...cueCommands,
];

/** Adds what the player can do to keys, menus and the palette, until the returned function is called. */
export function registerPlayerCommands(): () => void {
  return registerCommands(commands);
}
