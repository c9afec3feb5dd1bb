import { useEffect, useState } from 'react';
import type { Pack } from '#shared/contract/packs.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, EmptyState, useMediaQuery } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './new-pack-dialog.tsx';
import { PackArt } from './pack-card.tsx';
import { showPack, startPack } from './packs.actions.ts';

const tickMs = 100;
const fewestTicks = 15;
const mostMoreTicks = 10;

/** Chooses one of the planned packs by chance, and offers to begin it. */
export function PickDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const { data: packs } = useCall('packs.list');
  const planned = packs?.filter(({ status, mayEdit }) => status === 'planned' && mayEdit) ?? [];
  const { place, isDone, again } = useDraw(planned.length);
  const { submit } = useSubmit(onClose);
  const pack: Pack | undefined = planned[place];
  return (
    <Dialog
      title={text('packs.pick')}
      isOpen
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button isDisabled={!isDone || planned.length < 2} onPress={again}>
            {text('packs.pickAgain')}
          </Button>
          <Button
            kind="primary"
            isDisabled={!isDone || !pack}
            onPress={() =>
              void submit(async () => {
                if (!pack) return;
                await startPack(pack);
                showPack(pack.id);
              })
            }
          >
            {text('packs.pickStart')}
          </Button>
        </>
      }
    >
      {packs && !pack && <EmptyState text={text('packs.pickNone')} />}
      {pack && (
        <div className={styles.picked}>
          <PackArt pack={pack} size={88} />
          <p className={styles.pickedName} aria-hidden={!isDone}>
            {pack.name}
          </p>
          <p className={styles.quiet} role="status">
            {isDone ? text('packs.picked', { name: pack.name, count: pack.counts.planned }) : text('packs.picking')}
          </p>
        </div>
      )}
    </Dialog>
  );
}

/** A place among so many, by chance: it runs for two seconds, or is there at once where motion is not wanted. */
function useDraw(count: number): { place: number; isDone: boolean; again: () => void } {
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const [draw, setDraw] = useState(() => newDraw(isStill));
  const isRunning = draw.ticksLeft > 0;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setDraw((now) => ({ ...now, ticksLeft: now.ticksLeft - 1 })), tickMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  return {
    place: count === 0 ? 0 : (Math.floor(draw.chance * count) + draw.ticksLeft) % count,
    isDone: !isRunning,
    again: () => setDraw(newDraw(isStill)),
  };
}

function newDraw(isStill: boolean): { chance: number; ticksLeft: number } {
  return { chance: Math.random(), ticksLeft: isStill ? 0 : fewestTicks + Math.floor(Math.random() * mostMoreTicks) };
}
