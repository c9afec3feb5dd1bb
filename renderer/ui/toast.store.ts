import { create } from 'zustand';

type Undo = () => void | Promise<void>;

export type Toast = { id: number; text: string; tone: 'plain' | 'error'; canUndo: boolean };

/** `steps` are what can be taken back, the newest last, also after their toast has gone. */
type ToastState = { toast: Toast | null; steps: readonly { id: number; undo: Undo }[] };

export const useToast = create<ToastState>(() => ({ toast: null, steps: [] }));

const maxSteps = 100;
let lastId = 0;

/** Says what happened; a newer toast takes the place of an older one. `undo` takes it back. */
export function showToast({ text, tone = 'plain', undo }: { text: string; tone?: Toast['tone']; undo?: Undo }): void {
  const id = ++lastId;
  useToast.setState(({ steps }) => ({
    toast: { id, text, tone, canUndo: undo !== undefined },
    steps: undo ? [...steps, { id, undo }].slice(-maxSteps) : steps,
  }));
}

export function closeToast(): void {
  useToast.setState({ toast: null });
}

export function canUndo(): boolean {
  return useToast.getState().steps.length > 0;
}

export function useCanUndo(): boolean {
  return useToast(({ steps }) => steps.length > 0);
}

/** Takes back the newest change that can be taken back. */
export async function undoLast(): Promise<void> {
  const step = useToast.getState().steps.at(-1);
  if (!step) return;
  useToast.setState(({ toast, steps }) => ({ toast: toast?.id === step.id ? null : toast, steps: steps.slice(0, -1) }));
  await step.undo();
}
