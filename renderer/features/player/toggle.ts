import { runCommand } from '../commands/index.ts';
import { togglePlayback } from './player.actions.ts';

/** Pauses or goes on; with nothing playing, the list on screen plays its selection. */
export function toggleOrPlay(): void {
  if (!togglePlayback()) runCommand('player.toggle');
}
