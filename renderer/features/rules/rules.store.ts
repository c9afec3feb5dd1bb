import { create } from 'zustand';
import type { PlaylistId, SmartRules } from '#shared/contract/playlists.ts';

/** The smart playlist that is edited, or one to be made; where it is to stand, and what happens once it is kept. */
export type EditedSmart = {
  /** Null for a new one. */
  id: PlaylistId | null;
  name: string;
  rules: SmartRules;
  parentId: PlaylistId | null;
  onSaved?: (id: PlaylistId) => void;
};

export const useSmartDialog = create<{ edited: EditedSmart | null }>(() => ({ edited: null }));

const allTracks: SmartRules = { text: '', limit: null, pick: 'first', seed: 0 };

/** Opens the dialog for a new smart playlist, its rules begun with a query. */
export function openNewSmart({ text = '', ...place }: { text?: string } & Partial<EditedSmart> = {}): void {
  const edited = { id: null, name: '', parentId: null, rules: { ...allTracks, text }, ...place };
  useSmartDialog.setState({ edited });
}

/** Opens the dialog for a smart playlist that is there. */
export function openSmart({ id, name, rules }: { id: PlaylistId; name: string; rules: SmartRules | null }): void {
  useSmartDialog.setState({ edited: { id, name, rules: { ...allTracks, ...rules }, parentId: null } });
}

export function closeSmartDialog(): void {
  useSmartDialog.setState({ edited: null });
}
