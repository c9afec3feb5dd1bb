import { create } from 'zustand';
import type { PageScope } from '#shared/contract/packs.ts';
import type { PackId, SongId } from '#shared/contract/studio-ids.ts';

export type PackDialog =
  | { kind: 'new' }
  | { kind: 'addSongs'; id: PackId; name: string }
  | { kind: 'edit'; id: PackId }
  | { kind: 'people'; id: PackId }
  | { kind: 'release'; id: PackId }
  | { kind: 'remove'; id: PackId; name: string; count: number }
  | { kind: 'series'; id: PackId }
  | { kind: 'pick' }
  | { kind: 'page'; scope: PageScope; name: string }
  | { kind: 'songIni'; songId: SongId; name: string };

/** The dialog about packs that is open. */
export const usePacks = create<{ dialog: PackDialog | null }>(() => ({ dialog: null }));

export function openPackDialog(dialog: PackDialog): void {
  usePacks.setState({ dialog });
}

export function closePackDialog(): void {
  usePacks.setState({ dialog: null });
}
