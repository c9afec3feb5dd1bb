import type { Listen, Send } from '#shared/client.ts';
import type { EventName, EventPayload } from '#shared/contract/index.ts';
import { AppError, fromWire, type Reply, type WireError } from '#shared/errors.ts';
import { httpRoutes, launchTokenName } from '#shared/http-routes.ts';
import { setConnection } from './connection.store.ts';

type HttpBridge = { send: Send; on: Listen };

/** How long the host may be away, as while it restarts, before the window says so. */
const patienceMs = 4000;

/** Carries calls and events over HTTP, for a window in a browser. */
export function createHttpBridge(): HttpBridge {
  const session = openSession();
  return {
    async send(method, input) {
      await session;
      return post(method, input);
    },
    on(listener) {
      let source: EventSource | null = null;
      let isStopped = false;
      void session.then(() => {
        if (!isStopped) source = listen(listener);
      });
      return () => {
        isStopped = true;
        source?.close();
      };
    },
  };
}

/** Swaps the launch token of the address for a session, once, and takes it out of the address and the history. */
async function openSession(): Promise<void> {
  try {
    const token = takeLaunchToken();
    const response = token === null ? await fetch(httpRoutes.session) : await enter({ token });
    // An old address may be opened again in a browser that already has its session.
    const standing = token === null || response.ok ? response : await fetch(httpRoutes.session);
    setConnection(stateOf(standing));
  } catch {
    setConnection('lost');
  }
}

function stateOf(response: Response): 'ready' | 'refused' | 'signIn' {
  if (response.ok) return 'ready';
  return response.headers.get('X-Ledgerline-Asks-For') === 'password' ? 'signIn' : 'refused';
}

/** Opens a session with a name and a password, and the window with it. Throws `AppError` (SIGN_IN_REFUSED, SIGN_IN_LOCKED). */
export async function signIn(login: string, password: string): Promise<void> {
  const response = await enter({ login, password });
  if (response.ok) location.reload();
  else throw fromWire((await response.json()) as WireError);
}

export async function signOut(): Promise<void> {
  await enter({ leave: true });
  location.reload();
}

function enter(shown: object): Promise<Response> {
  return fetch(httpRoutes.session, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(shown),
  });
}

function takeLaunchToken(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get(launchTokenName);
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  return token;
}

async function post(method: string, input: unknown): Promise<Reply> {
  const response = await fetch(httpRoutes.rpc + method, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input ?? null),
  }).catch((cause: unknown) => {
    throw new AppError('INTERNAL', 'Ledgerline does not answer.', {}, { cause });
  });
  if (response.status === 401) void nameTheLoss();
  if (!response.ok) throw new AppError('INTERNAL', 'Ledgerline refused the call.', { status: response.status });
  return (await response.json()) as Reply;
}

function listen(listener: Parameters<Listen>[0]): EventSource {
  const source = new EventSource(httpRoutes.events);
  let lostTimer: ReturnType<typeof setTimeout> | undefined;
  source.onopen = () => {
    clearTimeout(lostTimer);
    lostTimer = undefined;
    setConnection('ready');
    // Whatever happened while nobody listened is asked for again: also what came between the first calls and now.
    listener('library.changed', { topics: ['folders', 'tracks', 'problems', 'activity', 'settings'] });
  };
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const { name, payload } = JSON.parse(data) as { name: EventName; payload: EventPayload<EventName> };
    listener(name, payload);
  };
  source.onerror = () => {
    lostTimer ??= setTimeout(() => void nameTheLoss(), patienceMs);
  };
  return source;
}

/** Starts the window anew once somebody answers; until then what it says stays on screen. */
export async function tryAgain(): Promise<void> {
  const isAnswered = await fetch(httpRoutes.session).then(
    () => true,
    () => false,
  );
  if (isAnswered) location.reload();
}

/** A restarted host answers again but does not know this window any more. */
async function nameTheLoss(): Promise<void> {
  try {
    const response = await fetch(httpRoutes.session);
    setConnection(stateOf(response));
  } catch {
    setConnection('lost');
  }
}
