import { create } from 'zustand';

export type Toast = {
  id: number;
  text: string;
  tone: 'plain' | 'error';
  undo: (() => void | Promise<void>) | null;
};

export const useToast = create<{ toast: Toast | null }>(() => ({ toast: null }));

let lastId = 0;

/** Says what happened; a newer toast takes the place of an older one. `undo` takes it back. */
export function showToast(toast: { text: string; tone?: Toast['tone']; undo?: Toast['undo'] }): void {
  useToast.setState({
    toast: { id: ++lastId, text: toast.text, tone: toast.tone ?? 'plain', undo: toast.undo ?? null },
  });
}

export function closeToast(): void {
  useToast.setState({ toast: null });
}

/** Takes back what the toast on screen tells of. False when there is none to take back. */
export function undoLastToast(): boolean {
  const undo = useToast.getState().toast?.undo;
  if (!undo) return false;
  closeToast();
  void undo();
  return true;
}
