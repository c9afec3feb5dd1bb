import { type KeyboardEvent, type PointerEvent, useId, useRef } from 'react';
import type { SetPlan } from '#shared/contract/playlists.ts';
import { addCurvePoint, type CurvePoint, mostEnergy, moveCurvePoint, removeCurvePoint } from '#shared/energy-curve.ts';
import { useText } from '../../messages/use-text.ts';
import styles from './energy-chart.module.css';
import { changePlan } from './sets.actions.ts';

type CurveHandlesProps = {
  curve: SetPlan['curve'];
  width: number;
  height: number;
  /** How a place of the set is told: 0 to 1 as a time. */
  timeText: (at: number) => string;
};

const smallStep = { at: 0.01, energy: 0.1 };
const largeStep = { at: 0.05, energy: 1 };

function changeCurve(curve: CurvePoint[]): void {
  changePlan({ curve, shape: 'own' });
}

/** The handles of the curve: each a slider of its energy, moved by mouse or keys. */
export function CurveHandles({ curve, width, height, timeText }: CurveHandlesProps) {
  const text = useText();
  const helpId = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const dragged = useRef<number | null>(null);

  const focusHandle = (index: number) =>
    // After it is drawn.
    requestAnimationFrame(() => listRef.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus());
  const add = (at: number) => {
    const added = addCurvePoint(curve, at);
    if (!added) return;
    changeCurve(added.points);
    focusHandle(added.index);
  };
  const remove = (index: number) => {
    changeCurve(removeCurvePoint(curve, index));
    focusHandle(Math.max(0, index - 1));
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const point = curve[index]!;
    const step = event.shiftKey ? largeStep : smallStep;
    const moves: Record<string, Partial<CurvePoint>> = {
      ArrowUp: { energy: point.energy + step.energy },
      ArrowDown: { energy: point.energy - step.energy },
      ArrowRight: { at: point.at + step.at },
      ArrowLeft: { at: point.at - step.at },
      PageUp: { energy: point.energy + largeStep.energy },
      PageDown: { energy: point.energy - largeStep.energy },
      Home: { energy: 0 },
      End: { energy: mostEnergy },
    };
    const move = moves[event.key];
    if (move) changeCurve(moveCurvePoint(curve, index, { ...point, ...move }));
    else if (event.key === 'Insert' || event.key === '+') add(betweenHandles(curve, index));
    else if (event.key === 'Delete' || event.key === 'Backspace') remove(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const area = listRef.current?.getBoundingClientRect();
    if (dragged.current === null || !area) return;
    const at = (event.clientX - area.left) / width;
    const energy = mostEnergy * (1 - (event.clientY - area.top) / height);
    changeCurve(moveCurvePoint(curve, dragged.current, { at, energy }));
  };
  return (
    <div ref={listRef} className={styles.handles} style={{ width, height }}>
      <p id={helpId} hidden>
        {text('sets.handleHelp')}
      </p>
      <CurveArea width={width} onAdd={add} />
      {curve.map(({ at, energy }, index) => (
        <div
          // Handles keep their order while they move: the place in it is what they are known by.
          key={handleKey(index)}
          role="slider"
          tabIndex={0}
          data-index={index}
          className={styles.handle}
          style={{ left: at * width, top: height * (1 - energy / mostEnergy) }}
          aria-label={text('sets.handle', { time: timeText(at) })}
          aria-describedby={helpId}
          aria-orientation="vertical"
          aria-valuemin={0}
          aria-valuemax={mostEnergy}
          aria-valuenow={Math.round(energy * 10) / 10}
          aria-valuetext={text('sets.handleValue', { energy: energy.toFixed(1), time: timeText(at) })}
          onKeyDown={(event) => onKeyDown(event, index)}
          onDoubleClick={() => remove(index)}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            dragged.current = index;
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={onPointerMove}
          onPointerUp={() => {
            dragged.current = null;
          }}
          onPointerCancel={() => {
            dragged.current = null;
          }}
        />
      ))}
    </div>
  );
}

function handleKey(index: number): string {
  return `handle ${index}`;
}

function betweenHandles(curve: SetPlan['curve'], index: number): number {
  const [one, other] = index + 1 < curve.length ? [index, index + 1] : [index - 1, index];
  return (curve[one]!.at + curve[other]!.at) / 2;
}

/** A double click beside the handles adds one. Keys do it from a handle. */
function CurveArea({ width, onAdd }: { width: number; onAdd: (at: number) => void }) {
  return (
    <div
      className={styles.area}
      aria-hidden="true"
      onDoubleClick={(event) => {
        const area = event.currentTarget.getBoundingClientRect();
        onAdd((event.clientX - area.left) / width);
      }}
    />
  );
}
