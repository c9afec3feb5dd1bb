import { create } from 'zustand';
import type { TimeImportPreview } from '#shared/contract/imports.ts';
import type { Input } from '#shared/contract/index.ts';
import type { ErrorCode } from '#shared/errors.ts';

export type ImportInput = Input<'imports.preview'>;

type ImportState = {
  isOpen: boolean;
  path: string;
  /** What is looked at: its names, and how it is read. Null before a file was chosen. */
  input: ImportInput | null;
  names: string[];
  preview: TimeImportPreview | null;
  isReading: boolean;
  error: ErrorCode | null;
  /** The import was begun: from now on its state counts. */
  hasBegun: boolean;
};

const closed: ImportState = {
  isOpen: false,
  path: '',
  input: null,
  names: [],
  preview: null,
  isReading: false,
  error: null,
  hasBegun: false,
};

export const useTimeImport = create<ImportState>(() => closed);

export function openTimeImport(): void {
  useTimeImport.setState({ ...closed, isOpen: true });
}

export function closeTimeImport(): void {
  useTimeImport.setState(closed);
}

/** Another file: back to the beginning. */
export function startOver(): void {
  useTimeImport.setState({ ...closed, isOpen: true });
}
