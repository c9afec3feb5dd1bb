import { create } from 'zustand';

type Undo = () => void | Promise<void>;

export type Toast = { id: number; text: string; tone: 'plain' | 'error'; undo?: Undo };

export const useToast = create<{ toast: Toast | null }>(() => ({ toast: null }));

let lastId = 0;

/** Says what happened; a newer toast takes the place of an older one. `undo` takes it back. */
export function showToast({ text, tone = 'plain', undo }: { text: string; tone?: Toast['tone']; undo?: Undo }): void {
  useToast.setState({ toast: { id: ++lastId, text, tone, ...(undo ? { undo } : {}) } });
}

export function closeToast(): void {
  useToast.setState({ toast: null });
}

/** Takes back what the toast tells of; it has done its work then. */
export async function undoToast({ id, undo }: Toast): Promise<void> {
  if (useToast.getState().toast?.id === id) closeToast();
  await undo?.();
}
