import type { Override, OverrideField } from '#shared/contract/analysis.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { text } from '../../../messages/use-text.ts';
import { attempt } from '../../commands/index.ts';
import { overrideAndTell, resetTracks, scaleTempo } from '../../tracks/index.ts';

/** What an editor changes: one track, or all that are selected. */
export type Targets = () => Promise<readonly TrackId[]>;

type Value<Field extends OverrideField> = Extract<Override, { field: Field }>['value'];
export type EditedField = 'bpm' | 'key' | 'mood';

/** Sets one value on all targets; `shown` is the value in words. */
export function setByHand<Field extends EditedField>(
  targets: Targets,
  field: Field,
  value: NonNullable<Value<Field>>,
  shown: string,
): Promise<void> {
  return attempt(async () => {
    const ids = await targets();
    const overrides = ids.map((id) => ({ id, field, value }) as Override);
    await overrideAndTell(overrides, text(`inspector.set.${field}`, { value: shown, count: ids.length }));
  });
}

/** Gives a field of all targets back to analysis. */
export function giveBack(targets: Targets, field: EditedField): Promise<void> {
  return attempt(async () => {
    const ids = await targets();
    const overrides = ids.map((id): Override => ({ id, field, value: null }));
    await overrideAndTell(overrides, text(`inspector.wasReset.${field}`, { count: ids.length }));
  });
}

export function scaleByHand(targets: Targets, factor: 2 | 0.5): Promise<void> {
  return attempt(async () => scaleTempo(await targets(), factor));
}

export function resetAll(targets: Targets): Promise<void> {
  return attempt(async () => resetTracks(await targets()));
}
