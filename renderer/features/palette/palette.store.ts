import { create } from 'zustand';

export const usePalette = create<{ isOpen: boolean }>(() => ({ isOpen: false }));

export function showPalette(isOpen: boolean): void {
  usePalette.setState({ isOpen });
}
