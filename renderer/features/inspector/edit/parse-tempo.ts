import { tempoRange } from '../../tracks/index.ts';

/** A tempo as people type it, with point or comma; null for what is none. */
export function parseTempo(typed: string): number | null {
  const plain = typed
    .trim()
    .replace(',', '.')
    .replace(/\s*bpm$/i, '');
  if (!/^\d{1,3}(\.\d*)?$/.test(plain)) return null;
  const bpm = Number(plain);
  return bpm >= tempoRange.low && bpm <= tempoRange.high ? bpm : null;
}
