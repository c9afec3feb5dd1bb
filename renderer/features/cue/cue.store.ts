import { create } from 'zustand';
import type { CueSource, CueWriteEncoding } from '#shared/contract/cue.ts';
import type { ConversionMode } from '#shared/cue/convert.ts';
import type { CueDialect } from '#shared/cue/dialects.ts';

type CueState = {
  dialect: CueDialect;
  mode: ConversionMode;
  encoding: CueWriteEncoding;
  dialog: 'split' | 'open' | null;
  /** What the dialog that opens a sheet begins with. */
  source: CueSource | null;
};

export const useCue = create<CueState>(() => ({
  dialect: 'standard',
  mode: 'standard',
  encoding: 'utf-8',
  dialog: null,
  source: null,
}));

export function openCueDialog(dialog: 'split' | 'open', source: CueSource | null = null): void {
  useCue.setState({ dialog, source });
}

export function closeCueDialog(): void {
  useCue.setState({ dialog: null, source: null });
}
