import { AudioWaveform, FilePlus2, Layers } from 'lucide-react';
import { type Command, registerCommands } from '../commands/index.ts';
import { selectedIds } from '../tracks/index.ts';
import { addVersions, addVersionTracks } from './versions.actions.ts';
import { openVersionDialog, useVersions } from './versions.store.ts';

const shown = () => useVersions.getState().shown;

const commands: readonly Command[] = [
  {
    id: 'versions.add',
    text: 'versions.add',
    group: 'selection',
    isOfItems: true,
    icon: FilePlus2,
    isAvailable: () => shown() !== null,
    run: async () => {
      const song = shown();
      if (song) await addVersions(song);
    },
  },
  {
    id: 'versions.compare',
    text: 'versions.compareCommand',
    group: 'selection',
    isOfItems: true,
    icon: Layers,
    isAvailable: () => shown() !== null,
    run: () => {
      const song = shown();
      if (song) openVersionDialog({ kind: 'compare', song });
    },
  },
  {
    id: 'versions.addTracks',
    text: 'versions.addTracks',
    group: 'selection',
    icon: AudioWaveform,
    isAvailable: () => shown() !== null,
    run: async () => {
      const song = shown();
      const ids = await selectedIds();
      if (song && ids.length > 0) await addVersionTracks(song, [...ids]);
    },
  },
];

/** What versions bring to the palette. Called once. */
export function registerVersionCommands(): () => void {
  return registerCommands(commands);
}
