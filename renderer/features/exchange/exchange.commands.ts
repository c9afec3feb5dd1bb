import { Handshake, Mailbox, Share2 } from 'lucide-react';
import { type Command, registerCommands } from '../commands/index.ts';
import { chosenSongs } from '../songs/index.ts';
import { openExchange } from './exchange.store.ts';

const hasSongs = () => chosenSongs().length > 0;

const commands: readonly Command[] = [
  {
    id: 'exchange.share',
    text: 'exchange.share',
    group: 'selection',
    isOfItems: true,
    icon: Share2,
    isAvailable: hasSongs,
    run: () => openExchange({ kind: 'share', songIds: chosenSongs() }),
  },
  {
    id: 'exchange.request',
    text: 'exchange.request',
    group: 'selection',
    isOfItems: true,
    icon: Handshake,
    isAvailable: hasSongs,
    run: () => openExchange({ kind: 'request', songIds: chosenSongs() }),
  },
  {
    id: 'exchange.files',
    text: 'exchange.command',
    group: 'window',
    icon: Mailbox,
    run: () => openExchange({ kind: 'files', id: null }),
  },
];

/** What exchange brings to the palette and the menus of songs. Called once. */
export function registerExchangeCommands(): () => void {
  return registerCommands(commands);
}
