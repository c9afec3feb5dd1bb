import { create } from 'zustand';

type ApprovalsState = {
  /** Which one the keys are about, by its key; null for the first. */
  cursor: string | null;
  /** Which one is being returned: its reason is asked for. */
  returning: string | null;
};

export const useApprovals = create<ApprovalsState>(() => ({ cursor: null, returning: null }));
