import { WandSparkles } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { Playlist, SetPlan } from '#shared/contract/playlists.ts';
import type { SetProblem } from '#shared/contract/sets.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { changeSelection, emptySelection, formatLength } from '../tracks/index.ts';
import { EnergyChart } from './energy-chart.tsx';
import type { SetData } from './set-data.ts';
import { SetRows } from './set-rows.tsx';
import { SetToolbar } from './set-toolbar.tsx';
import styles from './set-view.module.css';
import { buildSet, keepPlan } from './sets.actions.ts';
import { registerSetCommands } from './sets.commands.ts';
import { openSet, useSets } from './sets.store.ts';

type SetViewProps = {
  playlist: Playlist;
  /** What stands in the head before the button that builds: List or Set, Export. */
  actions?: ReactNode;
};

/** A playlist as a set: the curve it follows, its tracks with the steps between them, and what builds it. */
export function SetView({ playlist: { id, name }, actions }: SetViewProps) {
  const text = useText();
  const { data: set, error } = useCall('sets.get', { id });
  const draft = useSets((state) => (state.playlistId === id ? state.draft : null));
  useEffect(() => {
    openSet(id);
    // Keys of the list must not reach entries that are not on screen.
    changeSelection(() => emptySelection);
    const stop = registerSetCommands();
    return () => {
      stop();
      void attempt(keepPlan);
      openSet(null);
    };
  }, [id]);
  const plan = draft ?? set?.plan;
  return (
    <section className={styles.view} aria-label={text('sets.view', { name })}>
      <ViewHead title={name} summary={set && summaryOf(set, text)}>
        {actions}
        {set && plan && <BuildButton set={set} plan={plan} />}
      </ViewHead>
      {error && <EmptyState text={error.code === 'NOT_FOUND' ? text('sets.gone') : errorText(text, error.code)} />}
      {set && plan && (
        <>
          <SetToolbar plan={plan} />
          <Problems set={set} />
          <EnergyChart plan={plan} rows={set.rows} durationMs={set.durationMs} />
          {set.rows.length > 0 ? (
            <SetRows rows={set.rows} plan={plan} />
          ) : (
            <EmptyState icon={<WandSparkles size={20} />} text={text('sets.empty')} />
          )}
          <Status set={set} />
        </>
      )}
    </section>
  );
}

function summaryOf({ rows, durationMs }: SetData, text: Text): string | null {
  if (rows.length === 0) return null;
  return text('sets.summary', { count: rows.length, time: lengthText(durationMs) });
}

/** `2:05` hours from an hour on: nobody plays a set to the second. */
function lengthText(durationMs: number): string {
  if (durationMs < 3_600_000) return formatLength(durationMs);
  const minutes = Math.round(durationMs / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function BuildButton({ set: { rows }, plan }: { set: SetData; plan: SetPlan }) {
  const text = useText();
  const isBuilding = useSets((state) => state.isBuilding);
  const count = rows.filter(({ entry }) => !entry.isLocked).length;
  const words = () => {
    if (rows.length === 0) return text('sets.build');
    return text(plan.takesFrom === 'playlist' ? 'sets.reorder' : 'sets.rebuild', { count });
  };
  return (
    <Button
      kind="primary"
      icon={<WandSparkles size={14} />}
      keys="Mod+G"
      isPending={isBuilding}
      onPress={() => void attempt(() => buildSet())}
    >
      {words()}
    </Button>
  );
}

/** What could not be met, said until the next build. */
function Problems({ set }: { set: SetData }) {
  const text = useText();
  const built = useSets((state) => state.problems);
  const withoutTempo = useSets((state) => state.withoutTempo);
  // What is still so is told by the set itself.
  const problems = [...built.filter(({ kind }) => !['artistsTooNear', 'copies'].includes(kind)), ...set.problems];
  const words = [
    ...problems.map((problem) => problemText(problem, text)),
    ...(withoutTempo > 0 ? [text('sets.leftOut', { unknown: withoutTempo })] : []),
  ];
  if (words.length === 0) return null;
  return (
    <div className={styles.problems} role="status">
      <ul>
        {words.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </div>
  );
}

function problemText(problem: SetProblem, text: Text): string {
  switch (problem.kind) {
    case 'lockedTooLong':
      return text('sets.problem.lockedTooLong', {
        locked: lengthText(problem.lockedMs),
        wanted: lengthText(problem.wantedMs),
      });
    case 'lengthMissed':
      return text('sets.problem.lengthMissed', {
        total: lengthText(problem.totalMs),
        wanted: lengthText(problem.wantedMs),
      });
    default: {
      const { kind, ...values } = problem;
      return text(`sets.problem.${kind}`, values);
    }
  }
}

function Status({ set: { rows, problems } }: { set: SetData }) {
  const text = useText();
  const steps = rows.flatMap(({ step }) => step ?? []);
  const weak = steps.filter(({ isWeak }) => isWeak).length;
  const locked = rows.filter(({ entry }) => entry.isLocked).length;
  const lost = rows.filter(({ entry: { track } }) => !track || track.isMissing).length;
  const isWhole = lost === 0 && rows.length > 0 && !problems.some(({ kind }) => kind === 'copies');
  return (
    <footer className={styles.status}>
      {steps.length > 0 && (
        <>
          <b>{text('sets.transitions', { count: steps.length })}</b>
          <span>{text('sets.good', { count: steps.length - weak })}</span>
        </>
      )}
      {weak > 0 && <span className={styles.warn}>{text('sets.weak', { count: weak })}</span>}
      {locked > 0 && <span>{text('sets.locked', { count: locked })}</span>}
      <span className={styles.space} />
      {isWhole && <span className={styles.quiet}>{text('sets.allHere')}</span>}
      {lost > 0 && <span className={styles.warn}>{text('sets.lost', { count: lost })}</span>}
    </footer>
  );
}
