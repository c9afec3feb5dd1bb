import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { PresenceEvent } from '#core/platform.ts';
import { systemPresence } from './presence.ts';
import { TimerText } from './timer-text.ts';

test("a system's sleep, lock and idle time are told, until nobody listens", () => {
  const power = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 90 });
  const presence = systemPresence(power);
  const heard: PresenceEvent[] = [];
  const stop = presence.listen((event) => heard.push(event));
  for (const name of ['suspend', 'lock-screen', 'resume', 'unlock-screen']) power.emit(name);
  stop();
  power.emit('suspend');
  expect(heard).toEqual(['suspend', 'lock', 'resume', 'unlock']);
  expect(power.eventNames().filter((name) => power.listenerCount(name) > 0)).toEqual([]);
  expect(presence.idleMs()).toBe(90_000);
});

test('the tray says what runs, and nothing where nothing does', async () => {
  const names = {
    project: 'Harbour Songs',
    colour: '',
    client: '',
    pack: '',
    task: '',
    song: 'Copper Thread',
    step: 'Vocals',
  };
  let entry: object | null = { startAt: 0, names, note: '' };
  const said: string[] = [];
  const text = new TimerText(
    async () => ({ ok: true, value: { entry } }),
    (now) => said.push(now),
    () => 84 * 60_000 + 8000,
  );
  await text.look();
  await text.look();
  entry = null;
  await text.look();
  text.close();
  expect(said).toEqual(['1:24 Copper Thread, Vocals', '']);
});
