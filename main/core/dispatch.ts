import type { z } from 'zod';
import type { Contract, Handlers } from '#shared/contract/define.ts';
import { AppError, type Reply, toWire } from '#shared/errors.ts';
import { type Actor, type Caller, runAs } from './actor.ts';

/** Without a caller it is whoever's profile is active. */
export type Dispatch = (method: string, input: unknown, caller?: Caller) => Promise<Reply>;

/**
 * Answers calls by name: asks whether the caller may, parses the input, runs commands in turn and queries at once, and
 * never throws.
 *
 * With `checkOutput` (tests and development) answers are parsed too, so that a handler cannot drift from the contract.
 */
export function createDispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  options: {
    logError(message: string, error: unknown): void;
    /** Who calls; throws FORBIDDEN where they may not call this. */
    authorize(method: keyof C & string, caller: Caller | undefined): Actor;
    checkOutput?: boolean;
  },
): Dispatch {
  let lastCommand: Promise<unknown> = Promise.resolve();

  return async (method, input, caller) => {
    try {
      const entry = Object.hasOwn(contract, method) ? contract[method] : undefined;
      if (!entry)
        throw new AppError('INVALID_INPUT', 'This version of Ledgerline does not know that call.', { method });
      options.authorize(method, caller);
      const parsed = entry.input.safeParse(input ?? undefined);
      if (!parsed.success) throw invalidInput(method, parsed.error);
      const handler = handlers[method] as (value: unknown) => unknown;
      // Asked again when its turn comes: what ran before may have changed who may do what.
      const work = async () => runAs(options.authorize(method, caller), () => handler(parsed.data));
      const value = await (entry.kind === 'query' ? work() : enqueue(work));
      return { ok: true, value: options.checkOutput ? entry.output.parse(value) : value };
    } catch (error) {
      if (!(error instanceof AppError)) options.logError(`${method} failed`, error);
      return { ok: false, error: toWire(error) };
    }
  };

  function enqueue(work: () => Promise<unknown>): Promise<unknown> {
    const result = lastCommand.then(work);
    lastCommand = result.catch(() => undefined);
    return result;
  }
}

function invalidInput(method: string, error: z.ZodError): AppError {
  const issue = error.issues[0];
  return new AppError('INVALID_INPUT', `${issue?.message ?? 'The input is not as expected.'}`, {
    method,
    at: issue?.path.join('.') ?? '',
  });
}
