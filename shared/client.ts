import type { EventName, EventPayload, Input, Method, Output } from './contract/index.ts';
import { fromWire, type Reply } from './errors.ts';

/** Carries one call over some transport. Rejects only when the transport itself failed. */
export type Send = (method: string, input: unknown) => Promise<Reply>;

export type Listen = (listener: (name: EventName, payload: EventPayload<EventName>) => void) => () => void;

type CallArguments<M extends Method> = undefined extends Input<M> ? [input?: Input<M>] : [input: Input<M>];

export type Call = <M extends Method>(method: M, ...input: CallArguments<M>) => Promise<Output<M>>;

/** The typed client over any transport. Throws `AppError`. */
export function createCall(send: Send): Call {
  return async (method, ...input) => {
    const reply = await send(method, input[0]);
    if (!reply.ok) throw fromWire(reply.error);
    return reply.value as Output<typeof method>;
  };
}
