import { ChevronLeft, ChevronRight, Lock, ZoomIn, ZoomOut } from 'lucide-react';
import { useText } from '../../../messages/use-text.ts';
import { Button, IconButton } from '../../../ui/index.ts';
import { formatMoment } from '../../tracks/index.ts';
import { smallStepMs } from './grid-ruler.tsx';
import styles from './track-wave.module.css';
import type { GridEditing } from './use-grid-editing.ts';

type GridControlsProps = {
  grid: GridEditing;
  isNear: boolean;
  /** Where the listener pointed, or where the music is. */
  cursorMs: number | null;
  canZoomOut: boolean;
  onZoomIn: () => void;
  onZoomOut: () => void;
};

/** Zoom, where beat one is, and near by the ways to move it. */
export function GridControls({ grid, isNear, cursorMs, canZoomOut, onZoomIn, onZoomOut }: GridControlsProps) {
  const text = useText();
  const { anchorMs, beatMs, isMoved } = grid;
  return (
    <>
      <div className={styles.controls}>
        <span className={styles.beatOne}>
          {anchorMs === null
            ? text('inspector.grid.none')
            : text('inspector.grid.beatOne', { place: formatMoment(anchorMs) })}
          {isMoved && <Lock size={12} role="img" aria-label={text('inspector.byYou')} aria-hidden={false} />}
        </span>
        <IconButton size="small" label={text('inspector.wave.zoomOut')} isDisabled={!canZoomOut} onPress={onZoomOut}>
          <ZoomOut size={14} />
        </IconButton>
        <IconButton size="small" label={text('inspector.wave.zoomIn')} onPress={onZoomIn}>
          <ZoomIn size={14} />
        </IconButton>
      </div>
      {isNear && anchorMs !== null && (
        <div className={styles.controls}>
          <Stepper
            name={text('inspector.grid.smallStep')}
            back={text('inspector.grid.earlier')}
            forth={text('inspector.grid.later')}
            onStep={(direction) => grid.moveBy(direction * smallStepMs)}
          />
          <Stepper
            name={text('inspector.grid.beatStep')}
            back={text('inspector.grid.beatEarlier')}
            forth={text('inspector.grid.beatLater')}
            onStep={(direction) => beatMs !== null && grid.moveBy(direction * beatMs)}
          />
          <span className={styles.space} />
          {isMoved && (
            <Button kind="link" size="small" onPress={grid.reset}>
              {text('inspector.grid.reset')}
            </Button>
          )}
        </div>
      )}
      {isNear && (
        <div className={styles.controls}>
          <Button
            size="small"
            isDisabled={cursorMs === null}
            onPress={() => {
              if (cursorMs !== null) grid.placeAt(cursorMs);
            }}
          >
            {text('inspector.grid.here')}
          </Button>
          <span className={styles.cursor}>
            {cursorMs === null ? text('inspector.grid.clickFirst') : formatMoment(cursorMs)}
          </span>
        </div>
      )}
    </>
  );
}

type StepperProps = { name: string; back: string; forth: string; onStep: (direction: 1 | -1) => void };

function Stepper({ name, back, forth, onStep }: StepperProps) {
  return (
    <span className={styles.stepper}>
      <IconButton size="small" label={back} onPress={() => onStep(-1)}>
        <ChevronLeft size={14} />
      </IconButton>
      <span aria-hidden="true">{name}</span>
      <IconButton size="small" label={forth} onPress={() => onStep(1)}>
        <ChevronRight size={14} />
      </IconButton>
    </span>
  );
}
