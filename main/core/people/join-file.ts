import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { invitedRole } from '#shared/contract/invitations.ts';
import { AppError } from '#shared/errors.ts';

/**
 * What a join file holds. The token is what counts: the library keeps its hash only. The signature is made with it, so that a file
 * that was changed on its way is told. The address it is for stands nowhere in it: whoever finds the file does not know it.
 */
const joinFile = z.object({
  ledgerline: z.literal('join'),
  version: z.literal(1),
  workspace: z.string().max(200),
  name: z.string().max(200),
  role: invitedRole,
  expiresAt: z.number().int(),
  token: z.string().regex(/^[\w-]{43}$/),
  signature: z.string().regex(/^[0-9a-f]{64}$/),
});
export type JoinFile = z.output<typeof joinFile>;

export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type Content = Pick<JoinFile, 'workspace' | 'name' | 'role' | 'expiresAt' | 'token'>;

export function writeJoinFile(content: Content): string {
  const file: JoinFile = { ledgerline: 'join', version: 1, ...content, signature: sign(content) };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Throws INVITATION_INVALID for what is no join file, or is not as it was written. */
export function readJoinFile(text: string): JoinFile {
  const parsed = joinFile.safeParse(parseJson(text));
  const isWhole =
    parsed.success && timingSafeEqual(Buffer.from(sign(parsed.data), 'hex'), Buffer.from(parsed.data.signature, 'hex'));
  if (!isWhole) throw new AppError('INVITATION_INVALID', 'This is no join file, or it was changed on its way.');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sign({ workspace, name, role, expiresAt, token }: Content): string {
  return createHmac('sha256', token)
    .update(JSON.stringify([workspace, name, role, expiresAt]))
    .digest('hex');
}
