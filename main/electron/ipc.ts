import type { Dispatch } from '#core/dispatch.ts';
import { bridgeChannels } from '#shared/bridge.ts';
import type { Reply } from '#shared/errors.ts';
import type { EventHub } from '../host/event-hub.ts';
import { windowOrigin } from './origin.ts';

/** The part of a frame that tells whether it may call. */
export type SenderFrame = { readonly origin: string; readonly parent: object | null };

export type CallChannel = {
  handle(
    channel: string,
    listener: (event: { readonly senderFrame: SenderFrame | null }, method: unknown, input: unknown) => Promise<Reply>,
  ): void;
};

/** A window as far as events go. */
export type EventTarget = {
  isDestroyed(): boolean;
  readonly webContents: { isDestroyed(): boolean; send(channel: string, ...values: unknown[]): void };
};

/** Answers the windows' calls, on the only channel there is. */
export function answerCalls(channel: CallChannel, dispatch: Dispatch): void {
  channel.handle(bridgeChannels.call, async (event, method, input) => {
    if (!isTrusted(event.senderFrame) || typeof method !== 'string') return refused;
    return dispatch(method, input);
  });
}

const refused: Reply = {
  ok: false,
  error: { code: 'INVALID_INPUT', message: 'This call did not come from a window of Ledgerline.', details: {} },
};

/** Only our own page, and only its top frame. A frame that navigated away meanwhile is null. */
function isTrusted(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && frame.origin === windowOrigin;
}

/** Passes events on to the windows that are open now. */
export function sendEvents(hub: EventHub, listWindows: () => readonly EventTarget[]): () => void {
  return hub.listen((name, payload) => {
    for (const window of listWindows()) {
      if (!window.isDestroyed() && !window.webContents.isDestroyed()) {
        window.webContents.send(bridgeChannels.event, name, payload);
      }
    }
  });
}
