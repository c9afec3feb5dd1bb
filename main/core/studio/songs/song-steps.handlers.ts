import type { z } from 'zod';
import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { songsContract } from '#shared/contract/songs.ts';
import { AppError } from '#shared/errors.ts';
import { sameTitleKey } from '#shared/song-title.ts';
import type { SongState, SongStepState } from '../song-records.ts';
import { startSteps } from '../workflows/workflows.repository.ts';
import { applySongs, nameOfSongs, planEdits, planMoves } from './song-changes.ts';
import { tellOfAssignment, tellOfSteps } from './song-effects.ts';
import { requireSongEdit, requireStepsTicked } from './song-rights.ts';
import { arrangeSteps, newlyDone, refuseWaitingCircle, stepOf, stepsAtStage, tickSteps } from './song-steps.ts';
import { requireKnown } from './song-values.ts';

type StepMethod = 'songs.tick' | 'songs.completeAll' | 'songs.editStep' | 'songs.setSteps' | 'songs.moveToStage';

export function songStepsHandlers(context: Context): Pick<Handlers<typeof songsContract>, StepMethod> {
  const { db, platform } = context;

  const setSteps = (ids: readonly number[], stepsOf: (state: SongState, id: number) => SongStepState[]) => {
    const told: Parameters<typeof tellOfSteps>[1][number][] = [];
    const edits = planEdits(db, ids, (state, id) => {
      const steps = stepsOf(state, id);
      told.push({ id, after: { ...state, steps }, steps: newlyDone(state.steps, steps) });
      return { steps };
    });
    const done = applySongs(context, 'editSteps', edits, nameOfSongs(db, ids));
    tellOfSteps(context, told);
    return done;
  };

  return {
    'songs.tick': ({ ids, keys, isDone }) => {
      requireStepsTicked(db, ids, keys);
      const asked = new Set(keys);
      const now = platform.now();
      return setSteps(ids, ({ steps }) => tickSteps(steps, ({ key }) => (asked.has(key) ? isDone : undefined), now));
    },

    'songs.completeAll': ({ ids }) => {
      requireSongEdit(db, ids);
      const now = platform.now();
      return setSteps(ids, ({ steps }) => tickSteps(steps, ({ isEnabled }) => isEnabled || undefined, now));
    },

    'songs.editStep': ({ ids, key, values }) => {
      requireSongEdit(db, ids);
      requireKnown(db, { ownerId: values.assigneeId });
      const assigned: Parameters<typeof tellOfAssignment>[2][number][] = [];
      const done = setSteps(ids, (state, id) => {
        const before = stepOf(state, key);
        if (values.assigneeId !== undefined && values.assigneeId !== before.assigneeId) {
          assigned.push({ id, title: state.title, step: before.name });
        }
        return editStep(state.steps, key, values);
      });
      tellOfAssignment(context, values.assigneeId ?? null, assigned);
      return done;
    },

    'songs.setSteps': ({ id, steps }) => {
      requireSongEdit(db, id);
      return setSteps([id], (state) => arrangeSteps(state.steps, steps, newStep));
    },

    'songs.moveToStage': ({ ids, stage, done, open }) => {
      requireSongEdit(db, ids);
      const now = platform.now();
      const told: Parameters<typeof tellOfSteps>[1][number][] = [];
      const [ticked, opened] = [new Set(done), new Set(open)];
      const isChosen = done !== undefined || open !== undefined;
      const moves = planMoves(db, ids, 'inProgress', {
        now,
        patch: (state, id) => {
          const before = state.steps.length > 0 ? state.steps : startSteps(db, state).steps;
          const steps = isChosen
            ? tickSteps(before, ({ key }) => (ticked.has(key) ? true : opened.has(key) ? false : undefined), now)
            : stepsAtStage(before, stage, now);
          told.push({ id, after: { ...state, steps }, steps: newlyDone(before, steps) });
          return { steps };
        },
      });
      const result = applySongs(context, 'moveSong', moves, nameOfSongs(db, ids));
      tellOfSteps(context, told);
      return result;
    },
  };
}

type StepValues = z.output<(typeof songsContract)['songs.editStep']['input']>['values'];

/** One step with other values; its name stays its own in the song, and it never waits for itself. */
function editStep(steps: readonly SongStepState[], key: string, values: StepValues): SongStepState[] {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const edited = steps.map((step) => (step.key === key ? { ...step, ...given } : step));
  const { name } = values;
  if (name !== undefined && edited.some((step) => step.key !== key && sameTitleKey(step.name) === sameTitleKey(name))) {
    throw new AppError('STEP_NAME_TAKEN', 'Two steps have the same name.', { name });
  }
  if (!edited.some(({ isEnabled }) => isEnabled)) {
    throw new AppError('INVALID_INPUT', 'At least one step has to count.', {});
  }
  if (values.after !== undefined && values.after !== '' && !steps.some((step) => step.key === values.after)) {
    throw new AppError('NOT_FOUND', 'This song has no such step any more.', { key: values.after });
  }
  refuseWaitingCircle(edited);
  return edited;
}

function newStep(step: Pick<SongStepState, 'key' | 'name' | 'stage' | 'isEnabled'>): SongStepState {
  return {
    ...step,
    isRequired: true,
    isDone: false,
    doneAt: null,
    doneBy: null,
    assigneeId: null,
    due: '',
    note: '',
    after: '',
  };
}
