import fc from 'fast-check';
import { expect, test } from 'vitest';
import { friday, harbour, openTimeLab, remix } from '#core/testing/time-lab.ts';
import { formatHours, parseDuration } from '#shared/time/duration.ts';
import { resolveTimes } from '#shared/time/entry-times.ts';
import { matchesTime, parseTimeQuery } from '#shared/time/time-query.ts';
import { ZoneClock } from '#shared/zone-clock.ts';
import { cutOut, overlapsAmong } from './overlaps.ts';

const minute = 60_000;

test('whatever is done and undone, one timer runs for a person, and a workspace that forbids overlaps has none', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constantFrom('start', 'stop', 'switch', 'undo', 'redo', 'trim' as const), wait: fc.nat(50) }),
    fc.record({
      do: fc.constantFrom('add', 'edit'),
      wait: fc.nat(5),
      from: fc.integer({ min: -200, max: 60 }),
      ms: fc.integer({ min: 1, max: 90 }),
      pick: fc.nat(9),
    }),
    fc.record({ do: fc.constantFrom('remove', 'undoOld'), wait: fc.nat(5), pick: fc.nat(9) }),
  );
  for (const policy of ['forbid', 'trim', 'warn']) {
    const lab = await openTimeLab({ workspace: `overlap_policy = '${policy}'` });
    const all = async () => (await lab.call('time.entries', { from: 0, to: friday * 2 })).entries;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const ids = (await all()).map(({ id }) => id);
        if (ids.length > 0) await lab.call('time.removeEntries', { ids });
        lab.now = friday;
        const totals = [];
        for (const one of steps) {
          lab.now += one.wait * minute;
          const entries = await all();
          const picked = 'pick' in one ? entries[one.pick % Math.max(1, entries.length)] : undefined;
          const times =
            'from' in one
              ? { startAt: lab.now + one.from * minute, endAt: lab.now + (one.from + one.ms) * minute }
              : null;
          const work =
            one.do === 'start'
              ? lab.call('time.start', { projectId: harbour })
              : one.do === 'stop'
                ? lab.call('time.stop', {})
                : one.do === 'switch'
                  ? lab.call('time.switch', { projectId: remix })
                  : one.do === 'undo'
                    ? lab.call('history.undo', {})
                    : one.do === 'redo'
                      ? lab.call('history.redo')
                      : one.do === 'undoOld'
                        ? lab.call('history.undo', {
                            id: (await lab.call('history.operations', { count: 10 }))['pick' in one ? one.pick : 0]?.id,
                          })
                        : times && one.do === 'add'
                          ? lab.call('time.addEntry', { times })
                          : times && picked
                            ? lab.call('time.editEntry', { id: picked.id, times })
                            : picked
                              ? lab.call('time.removeEntries', { ids: [picked.id] })
                              : Promise.resolve();
          totals.push(
            await Promise.resolve(work).then(
              () => 'done',
              (error: { code: string }) => error.code,
            ),
          );
          const after = await all();
          expect(after.filter(({ endAt }) => endAt === null).length).toBeLessThanOrEqual(1);
          expect(after.every(({ startAt, endAt }) => endAt === null || endAt > startAt)).toBe(true);
          if (policy === 'forbid')
            expect(
              overlapsAmong(
                after.filter(({ endAt }) => endAt !== null),
                lab.now,
              ),
            ).toEqual([]);
        }
        expect(totals).not.toContain('INTERNAL');
      }),
      { numRuns: Number(process.env.TIME_RUNS ?? 6) },
    );
    expect(lab.logged).toEqual([]);
    await lab.close();
  }
}, 60_000);

test('cutting leaves what is not covered, to the millisecond', () => {
  const span = fc.tuple(fc.nat(60), fc.nat(60)).map(([from, length]) => ({ from, to: from + length + 1 }));
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 6 }), (whole, others) => {
      const isFree = (at: number) =>
        at >= whole.from && at < whole.to && !others.some(({ from, to }) => at >= from && at < to);
      const left = cutOut(whole, others);
      for (let at = 0; at < 130; at += 1) expect(left.some(({ from, to }) => at >= from && at < to)).toBe(isFree(at));
      for (const [index, piece] of left.entries())
        expect(piece.to).toBeGreaterThan(Math.max(piece.from, left[index - 1]?.to ?? -1));
    }),
  );
});

test('local times come back as they were typed in every zone, and those that are skipped are moved on and said', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const clocks = new Map(zones.map((zone) => [zone, new ZoneClock(zone)]));
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 40 * 366 * 1440 }),
      fc.integer({ min: 1, max: 600 }),
      (zone, minutes, length) => {
        const clock = clocks.get(zone) as ZoneClock;
        const local = Date.UTC(1995, 0, 1) + minutes * minute;
        const text = (at: number) => new Date(at).toISOString().slice(0, 16);
        const { startAt, endAt, remarks } = tryTimes(() =>
          resolveTimes({ start: text(local), end: text(local + length * minute) }, clock, 4e12),
        );
        if (startAt === 0) return;
        const isMoved = (end: string) => remarks.some((remark) => remark.code === 'movedOn' && remark.end === end);
        expect(endAt).toBeGreaterThan(startAt);
        if (!isMoved('start')) expect(clock.localTime(startAt)).toBe(local);
        if (!isMoved('end')) expect(clock.localTime(endAt)).toBe(local + length * minute);
      },
    ),
    { numRuns: 400 },
  );
});

/** Where a whole stretch is skipped or shown twice, an end may come to lie before its start, which is refused. */
function tryTimes(work: () => ReturnType<typeof resolveTimes>): ReturnType<typeof resolveTimes> {
  try {
    return work();
  } catch (error) {
    expect(error).toMatchObject({ code: 'TIME_INVALID' });
    return { startAt: 0, endAt: 0, remarks: [] };
  }
}

test('hours are read as people write them', () => {
  const read = ['1:30', '1.5', '1,5', '90m', '1h30', '1h 30m', '1.5h', ' 90 min ', ':45', '2', '', '–', '24:00'].map(
    parseDuration,
  );
  expect(read).toEqual([90, 90, 90, 90, 90, 90, 90, 90, 45, 120, 0, 0, 1440]);
  expect(['1:75', 'abc', '25', '1h90', '-1', '1:2:3', '100h', 'h', 'm', '.'].map(parseDuration)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    0,
  ]);
  fc.assert(fc.property(fc.nat(1440), (minutes) => parseDuration(formatHours(minutes * minute)) === minutes));
});

test('a search names its fields, its unknowns, and what it leaves out', () => {
  const time = {
    project: 'Harbour Songs',
    who: 'Tomas Wrede',
    tags: ['late night'],
    task: '',
    song: 'Copper Thread Vocals',
    client: '',
    activity: 'mixing',
    note: 'Take 4',
    isBillable: false,
  };
  const finds = (text: string) => matchesTime(time, parseTimeQuery(text));
  expect(
    ['project:harbour who:tomas billable:no', 'tag:"late night"', 'copper', '-billable:yes', '-who:kit'].map(finds),
  ).toEqual([true, true, true, true, true]);
  expect(['billable:yes', '-project:harbour', 'who:kit', 'tag:early', 'velvet'].map(finds)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
  expect(parseTimeQuery('projct:x billable:maybe ok').unknown).toEqual(['projct:x', 'billable:maybe']);
});
