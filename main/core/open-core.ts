import { topics } from '#shared/contract/define.ts';
import { toWire } from '#shared/errors.ts';
import { type Core, createCore } from './core.ts';
import type { Platform } from './platform.ts';

/**
 * A core that can change its library's file under itself: it closes, lets somebody work on the file, and opens again while
 * hosts and windows keep what they hold. Calls made meanwhile wait.
 */
export async function openCore(platform: Platform): Promise<Core> {
  let opening = createCore({ ...platform, reopen });
  await opening;

  async function reopen(between: () => void): Promise<void> {
    const closed = await opening;
    let failure: { error: unknown } | undefined;
    opening = (async () => {
      await closed.close();
      try {
        between();
      } catch (error) {
        failure = { error };
      }
      return createCore({ ...platform, reopen });
    })();
    await opening;
    platform.emit('library.changed', { topics: [...topics] });
    if (failure) throw failure.error;
  }

  return {
    dispatch: async (method, input, caller) => {
      try {
        return await (await opening).dispatch(method, input, caller);
      } catch (error) {
        return { ok: false, error: toWire(error) };
      }
    },
    accounts: {
      signIn: async (...shown) => (await opening).accounts.signIn(...shown),
      bySession: async (secret) => (await opening).accounts.bySession(secret),
      byKey: async (secret) => (await opening).accounts.byKey(secret),
      signOut: async (secret) => (await opening).accounts.signOut(secret),
    },
    media: async (request) => (await opening).media(request),
    waitForIdle: async () => (await opening).waitForIdle(),
    close: async () => (await opening).close(),
  };
}
