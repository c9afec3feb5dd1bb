import { create } from 'zustand';
import type { PlaylistId, SmartRules } from '#shared/contract/playlists.ts';

/** The smart playlist that is edited, or one to be made; and where it is to stand. */
export type EditedSmart = {
  kind: 'smart';
  /** Null for a new one. */
  id: PlaylistId | null;
  name: string;
  rules: SmartRules;
  parentId: PlaylistId | null;
};

/** The dialog that is open. The one of the search shows the query of the library, which follows at once. */
type RulesDialog = { kind: 'closed' } | { kind: 'search' } | EditedSmart;

export const useRulesDialog = create<{ dialog: RulesDialog }>(() => ({ dialog: { kind: 'closed' } }));

export const allTracks: SmartRules = { text: '', limit: null, pick: 'first', seed: 0 };

/** Opens the dialog for a new smart playlist, its rules begun with a query. */
export function openNewSmart({ text = '', ...place }: { text?: string; parentId?: PlaylistId | null } = {}): void {
  const rules = { ...allTracks, text: text.trim() };
  useRulesDialog.setState({ dialog: { kind: 'smart', id: null, name: '', parentId: null, rules, ...place } });
}

/** Opens the dialog for a smart playlist that is there. */
export function openSmart({ id, name, rules }: { id: PlaylistId; name: string; rules: SmartRules | null }): void {
  const kept = { ...allTracks, ...rules };
  useRulesDialog.setState({ dialog: { kind: 'smart', id, name, rules: kept, parentId: null } });
}

/** Opens the dialog that shows the search as rules. */
export function openSearchRules(): void {
  useRulesDialog.setState({ dialog: { kind: 'search' } });
}

export function closeRulesDialog(): void {
  useRulesDialog.setState({ dialog: { kind: 'closed' } });
}
