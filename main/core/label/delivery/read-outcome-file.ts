import { AppError } from '#shared/errors.ts';
import { type Outcome, readOutcomes } from './read-outcomes.ts';

/** Bytes of a sheet as text: UTF-8, UTF-16 with its mark, else the encoding of old spreadsheets. */
export function decodeSheet(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A sheet of outcomes. Throws RETURN_UNREADABLE. */
export function readOutcomeFile(name: string, content: Uint8Array | string): Outcome[] {
  const text = typeof content === 'string' ? content : decodeSheet(content);
  if (text.trim() === '') throw new AppError('RETURN_UNREADABLE', 'The file is empty.', { name });
  return readOutcomes(text);
}
