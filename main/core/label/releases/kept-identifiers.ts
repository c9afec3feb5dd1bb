import { AppError } from '#shared/errors.ts';
import { type IdentifierKind, parseIdentifier } from '#shared/identifiers/identifiers.ts';

/**
 * An identifier in the form it is kept in. What is none is refused, but for what stood there before: it came from a file, and is
 * said elsewhere to be wrong. Throws IDENTIFIER_INVALID.
 */
export function keptIdentifier(kind: IdentifierKind, typed: string, before: readonly string[]): string {
  const parsed = typed === '' ? '' : parseIdentifier(kind, typed);
  if (parsed !== null) return parsed;
  if (before.includes(typed)) return typed;
  throw new AppError('IDENTIFIER_INVALID', 'This is no such identifier.', { kind, typed });
}
