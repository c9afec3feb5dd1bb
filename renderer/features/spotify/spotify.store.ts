import { create } from 'zustand';
import type { Playlist } from '#shared/contract/playlists.ts';

type Opened = { kind: 'import' } | { kind: 'export' | 'compare'; playlist: Playlist } | null;

/** Which of the dialogs about Spotify is open. */
export const useSpotify = create<{ opened: Opened }>(() => ({ opened: null }));

export function openImport(): void {
  useSpotify.setState({ opened: { kind: 'import' } });
}

/** Asks for a name, and sends a list or a crate to Spotify. */
export function openExport(playlist: Playlist): void {
  useSpotify.setState({ opened: { kind: 'export', playlist } });
}

/** Shows how a playlist differs from its list at Spotify. */
export function openCompare(playlist: Playlist): void {
  useSpotify.setState({ opened: { kind: 'compare', playlist } });
}

export function closeSpotify(): void {
  useSpotify.setState({ opened: null });
}

/** Whether a playlist came from Spotify, or is kept there too. */
export function isAtSpotify({ source }: Playlist): boolean {
  return source?.kind === 'spotify' || source?.kind === 'spotifyCopy';
}
