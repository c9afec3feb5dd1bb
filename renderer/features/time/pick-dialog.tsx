import { useText } from '../../messages/use-text.ts';
import { Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { type FoundTarget, TargetList } from './target-list.tsx';
import { answerTimer, startTimer, switchTimer } from './time.actions.ts';
import { addRow, closeDialogs, useTime } from './time.store.ts';
import { useRunning } from './time-data.ts';
import { targetKey } from './time-values.ts';

/** Asks what a timer or a row is about. */
export function PickDialog() {
  const text = useText();
  const picking = useTime((state) => state.picking);
  const week = useTime((state) => state.week);
  const { entry } = useRunning();
  if (picking === null) return null;
  const choose = (target: FoundTarget) => {
    const { projectId, taskId, songId, stepKey } = target;
    const facts = { projectId, taskId, songId, stepKey };
    closeDialogs();
    if (picking === 'row') addRow(week, { ...facts, key: targetKey(target) });
    else if (picking === 'start') void attempt(() => (entry ? switchTimer(facts) : startTimer(facts)));
    else if (picking === 'switch') void attempt(() => switchTimer(facts));
    else if (entry) void attempt(() => answerTimer(entry, 'move', facts));
  };
  return (
    <Dialog title={text(`time.pick.title.${picking}`)} isOpen onClose={closeDialogs} size="small">
      <TargetList label={text('time.pick.label')} onChoose={choose} isFocused />
    </Dialog>
  );
}
