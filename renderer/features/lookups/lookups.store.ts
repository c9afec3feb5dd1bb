import { create } from 'zustand';
import type { SongId } from '#shared/contract/studio-ids.ts';

type LookupsState = {
  isOpen: boolean;
  /** The songs that were asked about last, also those nothing is looked up of. */
  songIds: readonly SongId[];
  songId: SongId | null;
  way: 'service' | 'table';
  keepsArtistAndAlbum: boolean;
};

export const useLookups = create<LookupsState>(() => ({
  isOpen: false,
  songIds: [],
  songId: null,
  way: 'service',
  keepsArtistAndAlbum: false,
}));

export function closeLookups(): void {
  useLookups.setState({ isOpen: false });
}
