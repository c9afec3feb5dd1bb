import { create } from 'zustand';
import type { ExchangeId } from '#shared/contract/exchange.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';

type ExchangeDialogState =
  | { kind: 'share'; songIds: readonly SongId[] }
  | { kind: 'request'; songIds: readonly SongId[] }
  /** What came and went; `id` is what is looked at. */
  | { kind: 'files'; id: ExchangeId | null };

type ExchangeState = { dialog: ExchangeDialogState | null };

export const useExchange = create<ExchangeState>(() => ({ dialog: null }));

export function openExchange(dialog: ExchangeDialogState): void {
  useExchange.setState({ dialog });
}

export function closeExchange(): void {
  useExchange.setState({ dialog: null });
}
