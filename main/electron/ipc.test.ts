import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from '#shared/errors.ts';
import { createEventHub } from '../host/event-hub.ts';
import { answerCalls, type CallChannel, type SenderFrame, sendEvents } from './ipc.ts';

type Listener = Parameters<CallChannel['handle']>[1];

function channelThat(): { handle: CallChannel['handle']; listeners: Map<string, Listener> } {
  const listeners = new Map<string, Listener>();
  return { listeners, handle: (name, listener) => listeners.set(name, listener) };
}

const own: SenderFrame = { origin: 'app://bundle', parent: null };

test('only the top frame of our own page may call', async () => {
  const channel = channelThat();
  const calls: unknown[] = [];
  answerCalls(channel, async (method, input): Promise<Reply> => {
    calls.push([method, input]);
    return { ok: true, value: 1 };
  });
  expect([...channel.listeners.keys()]).toEqual(['call']);
  const call = channel.listeners.get('call') as Listener;
  const frames: (SenderFrame | null)[] = [
    own,
    null,
    { ...own, parent: {} },
    { ...own, origin: 'app://bundle.evil' },
    { ...own, origin: 'app://other' },
    { ...own, origin: 'https://bundle' },
    { ...own, origin: 'file://' },
    { ...own, origin: 'null' },
    { ...own, origin: '' },
    { ...own, origin: 'media://track' },
    { ...own, origin: 'APP://bundle' },
  ];
  const answers = await Promise.all(frames.map((senderFrame) => call({ senderFrame }, 'tracks.get', { id: 1 })));
  expect(answers.map(({ ok }) => ok)).toEqual(frames.map((frame) => frame === own));
  expect(calls).toEqual([['tracks.get', { id: 1 }]]);
});

test('of ten thousand made-up frames none gets through', async () => {
  const channel = channelThat();
  let calls = 0;
  answerCalls(channel, async (): Promise<Reply> => {
    calls += 1;
    return { ok: true, value: 1 };
  });
  const call = channel.listeners.get('call') as Listener;
  const origin = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.string().map((text) => `app://bundle${text || '/'}`),
    fc.constantFrom('null', 'file://', 'app://', 'app://bundle'),
  );
  const frame = fc.record({ origin, parent: fc.constantFrom({}, null) });
  await fc.assert(
    fc.asyncProperty(frame, fc.string(), fc.anything(), async (senderFrame, method, input) => {
      fc.pre(senderFrame.origin !== own.origin || senderFrame.parent !== null);
      return (await call({ senderFrame }, method, input)).ok === false;
    }),
    { numRuns: 10_000 },
  );
  expect(calls).toBe(0);
}, 60_000);

test('a call whose name is no text is refused', async () => {
  const channel = channelThat();
  answerCalls(channel, async (): Promise<Reply> => ({ ok: true, value: 1 }));
  const call = channel.listeners.get('call') as Listener;
  for (const method of [undefined, null, 7, {}, ['tracks.get']]) {
    expect((await call({ senderFrame: own }, method, undefined)).ok).toBe(false);
  }
});

test('events reach the windows that are open, and a closed one does no harm', () => {
  const hub = createEventHub();
  const sent: unknown[][] = [];
  const windowThat = (isDestroyed: boolean, isPageDestroyed: boolean) => ({
    isDestroyed: () => isDestroyed,
    webContents: {
      isDestroyed: () => isPageDestroyed,
      send: (...values: unknown[]) => sent.push(values),
    },
  });
  const windows = [windowThat(false, false), windowThat(true, false), windowThat(false, true)];
  const stop = sendEvents(hub, () => windows);
  hub.emit('window.command', { command: 'search.focus' });
  stop();
  hub.emit('window.command', { command: 'later' });
  expect(sent).toEqual([['event', 'window.command', { command: 'search.focus' }]]);
});
