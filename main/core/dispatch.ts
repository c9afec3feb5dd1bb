import type { z } from 'zod';
import type { Contract, Handlers } from '#shared/contract/define.ts';
import { AppError, type Reply, toWire } from '#shared/errors.ts';

export type Dispatch = (method: string, input: unknown) => Promise<Reply>;

/**
 * Answers calls by name: parses the input, runs commands in turn and queries at once, and never throws.
 *
 * With `checkOutput` (tests and development) answers are parsed too, so that a handler cannot drift from the contract.
 */
export function createDispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  options: { logError(message: string, error: unknown): void; checkOutput?: boolean },
): Dispatch {
  let lastCommand: Promise<unknown> = Promise.resolve();

  return async (method, input) => {
    try {
      const entry = Object.hasOwn(contract, method) ? contract[method] : undefined;
      if (!entry)
        throw new AppError('INVALID_INPUT', 'This version of Ledgerline does not know that call.', { method });
      const parsed = entry.input.safeParse(input ?? undefined);
      if (!parsed.success) throw invalidInput(method, parsed.error);
      const handler = handlers[method] as (value: unknown) => unknown;
      const work = async () => handler(parsed.data);
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
