import type { IncomingMessage } from 'node:http';
import type { Core } from '#core/core.ts';
import type { Dispatch } from '#core/dispatch.ts';
import { AppError, toWire, type WireError } from '#shared/errors.ts';
import { readSessionCookie } from './cookies.ts';
import type { Sessions } from './sessions.ts';

type Caller = NonNullable<Parameters<Dispatch>[2]>;

/** Whoever may come in. Without a caller it is the user of this machine, whose profile is active. */
export type Guest = { caller?: Caller; waitMs: number };

/** What came of showing a token or a password. */
export type Entry =
  | { isOpen: true; secret: string; maxAgeSeconds?: number }
  | { isOpen: false; status: 403 | 429; error?: WireError };

/** Who may use the library, and how they show it. */
export type Door = {
  /** Whether programs may come in with a key in place of a cookie. */
  takesKeys: boolean;
  /** What a page that may not come in is told to ask for. */
  asksFor: 'address' | 'password';
  enter(shown: unknown, request: IncomingMessage): Promise<Entry>;
  identify(request: IncomingMessage, port: number): Promise<Guest | null>;
  leave(request: IncomingMessage, port: number): Promise<void>;
};

/** Browsers on this machine, which show a launch token once. */
export function localDoor(
  sessions: Sessions,
  { onUsed, onRefused }: { onUsed?: (() => void) | undefined; onRefused?: (() => void) | undefined },
): Door {
  return {
    takesKeys: false,
    asksFor: 'address',
    async enter(shown) {
      const secret = sessions.redeem(textOf(shown, 'token'));
      (secret === null ? onRefused : onUsed)?.();
      return secret === null ? { isOpen: false, status: 403 } : { isOpen: true, secret };
    },
    identify: async ({ headers }, port) =>
      sessions.isOpen(readSessionCookie(headers.cookie, port)) ? { waitMs: 0 } : null,
    leave: async () => undefined,
  };
}

/** What knows passwords, sessions and keys of a team. */
export type Accounts = Core['accounts'];

const sessionSeconds = 30 * 86_400;

/** A team on the network, whose members have accounts. */
export function teamDoor(accounts: Accounts): Door {
  return {
    takesKeys: true,
    asksFor: 'password',
    async enter(shown, { socket, headers }) {
      const from = { address: socket.remoteAddress ?? '', agent: headers['user-agent'] ?? '' };
      try {
        const secret = await accounts.signIn(textOf(shown, 'login'), textOf(shown, 'password'), from);
        return { isOpen: true, secret, maxAgeSeconds: sessionSeconds };
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        return { isOpen: false, status: error.code === 'SIGN_IN_LOCKED' ? 429 : 403, error: toWire(error) };
      }
    },
    async identify({ headers }, port) {
      const cookie = readSessionCookie(headers.cookie, port);
      if (cookie !== '') return accounts.bySession(cookie);
      const key = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '')?.[1];
      return key === undefined ? null : accounts.byKey(key);
    },
    leave: async ({ headers }, port) => accounts.signOut(readSessionCookie(headers.cookie, port)),
  };
}

function textOf(shown: unknown, name: string): string {
  const value = typeof shown === 'object' && shown !== null ? (shown as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}
