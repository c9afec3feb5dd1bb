import { Flag, FlagOff, MapPin } from 'lucide-react';
import type { Command } from '../commands/index.ts';
import { clearCue, cueLetters, jumpOrSet, setMemoryCue, setNextCue } from './cue.actions.ts';
import { usePlayer } from './player.store.ts';

const hasTrack = () => usePlayer.getState().track !== null;

/** Shift and a letter jumps to a hot cue or sets it; with Mod and Alt it goes. */
export const cueCommands: readonly Command[] = [
  ...cueLetters.map(
    (letter, slot): Command => ({
      id: `cues.jump${letter}`,
      text: 'cues.jump',
      group: 'window',
      icon: Flag,
      keys: [`Shift+${letter}`],
      isListed: false,
      isAvailable: hasTrack,
      run: () => jumpOrSet(slot),
    }),
  ),
  ...cueLetters.map(
    (letter, slot): Command => ({
      id: `cues.clear${letter}`,
      text: 'cues.clear',
      group: 'window',
      icon: FlagOff,
      keys: [`Mod+Alt+Shift+${letter}`],
      isListed: false,
      isAvailable: hasTrack,
      run: () => clearCue(slot),
    }),
  ),
  { id: 'cues.setNext', text: 'cues.setNext', group: 'window', icon: Flag, isAvailable: hasTrack, run: setNextCue },
  {
    ...{ id: 'cues.setMemory', text: 'cues.setMemory', group: 'window', icon: MapPin },
    ...{ isAvailable: hasTrack, run: setMemoryCue },
  },
];

/** Whether a key means a cue now, and not a letter of a title. */
export function isCueKey({ key, shiftKey }: { key: string; shiftKey: boolean }): boolean {
  return shiftKey && /^[A-H]$/i.test(key) && hasTrack();
}
