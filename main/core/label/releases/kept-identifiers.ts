import { AppError } from '#shared/errors.ts';
import { type IdentifierKind, parseIdentifier } from '#shared/identifiers/identifiers.ts';

/**
 * An identifier in the form it is kept in. What is none is refused, but for what lint says to be wrong, with what would be right:
 * what stood there before, since it came from a file, and a UPC with a slip of one digit. Throws IDENTIFIER_INVALID.
 */
export function keptIdentifier(kind: IdentifierKind, typed: string, before: readonly string[]): string {
  const parsed = typed === '' ? '' : parseIdentifier(kind, typed);
  if (parsed !== null) return parsed;
  if (before.includes(typed)) return typed;
  const digits = typed.replaceAll(/[\s-]/g, '');
  if (kind === 'upc' && /^\d{12,13}$/.test(digits)) return digits;
  throw new AppError('IDENTIFIER_INVALID', 'This is no such identifier.', { kind, typed });
}
