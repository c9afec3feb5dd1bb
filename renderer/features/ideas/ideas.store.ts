import { create } from 'zustand';
import type { Idea } from '#shared/contract/ideas.ts';

export type IdeaDialog = { kind: 'write'; idea: Idea | null } | { kind: 'reject'; idea: Idea };

export const useIdeas = create<{ dialog: IdeaDialog | null }>(() => ({ dialog: null }));

export function openIdeaDialog(dialog: IdeaDialog): void {
  useIdeas.setState({ dialog });
}

export function closeIdeaDialog(): void {
  useIdeas.setState({ dialog: null });
}
