import { create } from 'zustand';

export const useActivityPopover = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

export function showActivity(isOpen: boolean): void {
  useActivityPopover.setState({ isOpen });
}
