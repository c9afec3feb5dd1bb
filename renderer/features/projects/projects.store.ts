import { create } from 'zustand';
import type { ProjectId } from '#shared/contract/studio-ids.ts';

export type ProjectDialogState = { kind: 'new' } | { kind: 'edit'; id: ProjectId };

type ProjectsState = { dialog: ProjectDialogState | null; showsArchived: boolean };

export const useProjects = create<ProjectsState>(() => ({ dialog: null, showsArchived: false }));

export function openProjectDialog(dialog: ProjectDialogState): void {
  useProjects.setState({ dialog });
}

export function closeProjectDialog(): void {
  useProjects.setState({ dialog: null });
}
