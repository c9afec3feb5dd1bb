import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Breaker } from './breaker.ts';

function open() {
  let now = 0;
  const breaker = new Breaker(() => now);
  return { breaker, pass: (ms: number) => (now += ms) };
}

test('five failures open it for a minute, two answers close it', () => {
  const { breaker, pass } = open();
  for (let count = 0; count < 4; count += 1) breaker.fail();
  expect(breaker.state).toBe('closed');
  breaker.fail();
  expect([breaker.state, breaker.enter(), breaker.opensAt]).toEqual(['open', false, 60_000]);
  pass(60_000);
  expect([breaker.state, breaker.opensAt]).toEqual(['halfOpen', null]);
  expect([breaker.enter(), breaker.enter(), breaker.enter(), breaker.enter()]).toEqual([true, true, true, false]);
  breaker.succeed();
  expect(breaker.state).toBe('halfOpen');
  breaker.succeed();
  expect([breaker.state, breaker.enter()]).toEqual(['closed', true]);
});

test('one failure while it is tried opens it again; a cancelled request says nothing', () => {
  const { breaker, pass } = open();
  for (let count = 0; count < 5; count += 1) breaker.fail();
  pass(60_000);
  breaker.enter();
  breaker.leave();
  expect(breaker.state).toBe('halfOpen');
  breaker.enter();
  breaker.fail();
  expect(breaker.state).toBe('open');
  pass(59_999);
  expect(breaker.enter()).toBe(false);
});

test('whatever happens, it lets requests through again after a minute of rest', () => {
  const steps = fc.array(
    fc.oneof(fc.constantFrom('enter', 'succeed', 'fail', 'leave'), fc.integer({ min: 0, max: 90_000 })),
  );
  fc.assert(
    fc.property(steps, (all) => {
      const { breaker, pass } = open();
      for (const step of all) {
        if (typeof step === 'number') pass(step);
        else if (step === 'enter') {
          if (breaker.enter()) breaker.fail();
        } else breaker[step as 'succeed' | 'fail' | 'leave']();
      }
      pass(60_000);
      return breaker.enter();
    }),
  );
});
