import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, query } from '#shared/contract/define.ts';
import { AppError } from '#shared/errors.ts';
import { currentActor } from './actor.ts';
import { createDispatch } from './dispatch.ts';

const contract = {
  'things.get': query([], z.object({ id: z.number().int().positive() }), z.string()),
  'things.who': query([], z.void(), z.number().nullable()),
  'things.fail': query([], z.void(), z.void()),
  'things.break': query([], z.void(), z.void()),
  'things.lie': query([], z.void(), z.number()),
  'things.add': command(z.object({ name: z.string(), waitMs: z.number() }), z.void()),
};

function setUp() {
  const logged: unknown[] = [];
  const added: string[] = [];
  const dispatch = createDispatch(
    contract,
    {
      'things.get': ({ id }) => `thing ${id}`,
      'things.who': async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return currentActor().personId;
      },
      'things.fail': () => {
        throw new AppError('NOT_FOUND', 'No such thing.', { id: 7 });
      },
      'things.break': () => {
        throw new TypeError('a bug with /a/path');
      },
      'things.lie': () => 'text' as never,
      'things.add': async ({ name, waitMs }) => {
        added.push(`${name} begins`);
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        added.push(`${name} ends`);
      },
    },
    {
      logError: (message) => logged.push(message),
      checkOutput: true,
      authorize: (method, caller) => {
        if (caller && method === 'things.add') throw new AppError('FORBIDDEN', 'Not for you.');
        return { personId: caller?.personId ?? 1, role: 'owner', via: 'profile' };
      },
    },
  );
  return { dispatch, logged, added };
}

test('a good call is answered, and every bad one is named', async () => {
  const { dispatch } = setUp();
  const code = async (method: string, input?: unknown) => {
    const reply = await dispatch(method, input);
    return reply.ok ? reply.value : reply.error.code;
  };
  expect([
    await code('things.get', { id: 3 }),
    await code('things.get', { id: 'three' }),
    await code('things.get', null),
    await code('things.get', { id: Number.NaN }),
    await code('things.none', {}),
    await code('toString', {}),
    await code('__proto__', {}),
    await code('things.fail'),
    await code('things.lie'),
  ]).toEqual([
    'thing 3',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'INVALID_INPUT',
    'NOT_FOUND',
    'INTERNAL',
  ]);
});

test('a bug is logged here and crosses without its text', async () => {
  const { dispatch, logged } = setUp();
  const reply = await dispatch('things.break', undefined);
  expect(JSON.stringify(reply)).not.toContain('path');
  expect(logged).toEqual(['things.break failed']);
});

test('commands run one at a time, and one that fails does not stop the next', async () => {
  const { dispatch, added } = setUp();
  await Promise.all([
    dispatch('things.add', { name: 'slow', waitMs: 30 }),
    dispatch('things.add', { name: 1 }),
    dispatch('things.add', { name: 'quick', waitMs: 0 }),
  ]);
  expect(added).toEqual(['slow begins', 'slow ends', 'quick begins', 'quick ends']);
});

test('whoever may not call is refused before anything runs, and work knows for whom it is done', async () => {
  const { dispatch, added } = setUp();
  const caller = { personId: 5, via: 'account' as const };
  const replies = await Promise.all([
    dispatch('things.who', undefined, caller),
    dispatch('things.who', undefined),
    dispatch('things.add', { name: 'x', waitMs: 0 }, caller),
  ]);
  expect(replies.map((reply) => (reply.ok ? reply.value : reply.error.code))).toEqual([5, 1, 'FORBIDDEN']);
  expect([added, currentActor().personId]).toEqual([[], null]);
});
