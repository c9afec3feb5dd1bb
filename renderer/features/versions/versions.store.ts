import { create } from 'zustand';
import type { SongId, SongVersionId } from '#shared/contract/studio-ids.ts';

/** A song as far as versions know it. */
export type VersionedSong = { id: SongId; title: string };

type VersionDialog =
  /** Names files by their paths, where the window has no dialog of the system's. */
  | { kind: 'add'; song: VersionedSong }
  | { kind: 'edit'; id: SongVersionId; name: string; note: string }
  | { kind: 'compare'; song: VersionedSong };

type VersionsState = {
  /** The song whose versions are in sight; commands act on it. */
  shown: VersionedSong | null;
  dialog: VersionDialog | null;
  /** What is compared; null for the newest two. */
  pair: readonly [SongVersionId, SongVersionId] | null;
};

export const useVersions = create<VersionsState>(() => ({ shown: null, dialog: null, pair: null }));

export function openVersionDialog(dialog: VersionDialog): void {
  useVersions.setState({ dialog, ...(dialog.kind === 'compare' ? { pair: null } : {}) });
}

export function closeVersionDialog(): void {
  useVersions.setState({ dialog: null });
}
