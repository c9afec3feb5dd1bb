import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type SessionsOptions = {
  now(): number;
  tokenLifetimeMs?: number;
};

/**
 * Who may use the library: whoever showed a launch token once has a session, kept in a cookie, until we stop.
 *
 * Secrets have 256 random bits; only their hashes are kept, and those are compared in constant time.
 */
export type Sessions = {
  /** A new launch token, for one use. */
  issueToken(): string;
  /** Takes a token and answers with the secret of a new session; null for one that is used, old or wrong. */
  redeem(token: string): string | null;
  isOpen(secret: string): boolean;
};

type Token = { hash: Buffer; expiresAt: number };

const defaultTokenLifetimeMs = 10 * 60 * 1000;
const maxTokens = 16;
const maxSessions = 64;

export function createSessions({ now, tokenLifetimeMs = defaultTokenLifetimeMs }: SessionsOptions): Sessions {
  let tokens: Token[] = [];
  let sessions: Buffer[] = [];

  return {
    issueToken() {
      const token = newSecret();
      tokens = [...tokens, { hash: hashOf(token), expiresAt: now() + tokenLifetimeMs }].slice(-maxTokens);
      return token;
    },
    redeem(token) {
      const hash = hashOf(token);
      const usable = tokens.filter((known) => known.expiresAt > now());
      const isKnown = includes(
        usable.map((known) => known.hash),
        hash,
      );
      tokens = usable.filter((known) => !timingSafeEqual(known.hash, hash));
      if (!isKnown) return null;
      const secret = newSecret();
      sessions = [...sessions, hashOf(secret)].slice(-maxSessions);
      return secret;
    },
    isOpen: (secret) => includes(sessions, hashOf(secret)),
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Looks at all of them, so that the time taken tells nothing. */
function includes(hashes: readonly Buffer[], wanted: Buffer): boolean {
  let isFound = false;
  for (const hash of hashes) if (timingSafeEqual(hash, wanted)) isFound = true;
  return isFound;
}
