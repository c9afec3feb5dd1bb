import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completionOf, nextStepOf, type ProgressStep, progressOf } from './song-progress.ts';
import { parseSongQuery } from './song-query.ts';
import { templateSteps, workflowTemplates } from './workflow-templates.ts';

const step = fc.record({
  stage: fc.constantFrom('Writing', 'Mixing'),
  isEnabled: fc.boolean(),
  isDone: fc.boolean(),
  due: fc.constantFrom('', '2026-11-20', '2026-12-01'),
  after: fc.constantFrom('', '0', '1', '2', '9'),
});
const steps = fc.array(step, { maxLength: 6 }).map((list) =>
  list.map(
    (one, key): ProgressStep => ({
      ...one,
      key: String(key),
      name: `Step ${key}`,
      doneAt: one.isDone ? key : null,
      assigneeId: null,
    }),
  ),
);

test('how far a song is follows from its steps', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const song = {
        status: 'inProgress' as const,
        deadline: '2026-11-25',
        createdAt: 3,
        steps: list,
        statuses: [{ at: 2 }],
      };
      const { stepCount, doneCount, next, due, movedAt, stage } = progressOf(song);
      const open = list.filter(({ isEnabled, isDone }) => isEnabled && !isDone);
      expect(stepCount - doneCount).toBe(open.length);
      expect(next === undefined).toBe(open.length === 0);
      if (next) expect(open).toContain(next);
      if (next) expect(stage).toBe(next.stage);
      expect(due).toBe(open.some((one) => one.due === '2026-11-20') ? '2026-11-20' : '2026-11-25');
      expect(movedAt).toBeGreaterThanOrEqual(3);
      expect(progressOf({ ...song, status: 'released' })).toMatchObject({ due: '', stage: '' });
    }),
  );
  expect([completionOf(0, 0), completionOf(1, 3), completionOf(2, 3), completionOf(3, 3)]).toEqual([0, 33, 67, 100]);
});

test('the next step is none that waits, unless all that are left do', () => {
  const [one, two] = ['a', 'b'].map((key) => ({
    ...{
      key,
      name: key,
      stage: '',
      isEnabled: true,
      isDone: false,
      doneAt: null,
      assigneeId: null,
      due: '',
      after: '',
    },
  })) as [ProgressStep, ProgressStep];
  expect(nextStepOf([{ ...one, after: 'b' }, two])?.key).toBe('b');
  expect(
    nextStepOf([
      { ...one, after: 'b' },
      { ...two, after: 'a' },
    ])?.key,
  ).toBe('a');
  expect(
    nextStepOf([
      { ...one, after: 'b' },
      { ...two, isDone: true },
    ])?.key,
  ).toBe('a');
});

test('a search is read whatever is typed, and every word counts or is told of', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { terms, problems } = parseSongQuery(text);
      expect(terms.every(({ value }) => value !== '')).toBe(true);
      expect(problems.every(({ term }) => text.includes(term))).toBe(true);
    }),
  );
});

test.each(workflowTemplates)('the template %s has steps of its own names, in stages', (template) => {
  const list = templateSteps(template);
  expect(list.length).toBeGreaterThanOrEqual(5);
  for (const part of ['key', 'name'] as const) expect(new Set(list.map((one) => one[part])).size).toBe(list.length);
  expect(list.every(({ stage }) => stage !== '')).toBe(true);
});
