import { TriangleAlert } from 'lucide-react';
import type { TimeEntry, TimerQuestion } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { answerTimer, entryTitle, stopTimer } from './time.actions.ts';
import { openEntry, useTime } from './time.store.ts';
import { useNow, useRunning } from './time-data.ts';
import { clockTime } from './time-values.ts';
import styles from './timer-question.module.css';

type AwayKind = 'idle' | 'sleep' | 'closed';

/** Whether it is asked in a dialog, wherever the user is; what else is asked waits under the timer. */
function isAway(kind: TimerQuestion['kind']): kind is AwayKind {
  return kind === 'idle' || kind === 'sleep' || kind === 'closed';
}

/** What must be asked about time that nobody saw being worked; wherever the user is. */
export function TimerDialog() {
  const { entry, question } = useRunning();
  const isPicking = useTime((state) => state.picking !== null);
  if (!entry || !question || !isAway(question.kind) || isPicking) return null;
  return <IdleDialog entry={entry} question={question} kind={question.kind} />;
}

type IdleDialogProps = { entry: TimeEntry; question: TimerQuestion; kind: AwayKind };

function IdleDialog({ entry, question, kind }: IdleDialogProps) {
  const text = useText();
  const now = useNow(60_000);
  const length = formatHours((question.to ?? now) - question.from);
  const from = clockTime(question.from, entry.timeZone);
  const to = question.to === null ? '' : clockTime(question.to, entry.timeZone);
  const answer = (chosen: Parameters<typeof answerTimer>[1]) => void attempt(() => answerTimer(entry, chosen));
  return (
    <Dialog
      title={text('time.idle.title', { length })}
      role="alertdialog"
      size="normal"
      isOpen
      onClose={() => answer('keep')}
      footer={
        <>
          <Button onPress={() => useTime.setState({ picking: 'idle' })}>{text('time.idle.move')}</Button>
          <Button onPress={() => answer('discardAndStop')}>{text('time.idle.discardAndStop')}</Button>
          <Button onPress={() => answer('discardAndGoOn')}>{text('time.idle.discardAndGoOn')}</Button>
          <Button kind="primary" autoFocus onPress={() => answer('keep')}>
            {text('time.idle.keep', { length })}
          </Button>
        </>
      }
    >
      <p>
        {to === ''
          ? text(`time.idle.open.${kind}`, { from, name: entryTitle(entry) })
          : text(`time.idle.was.${kind}`, { from, to, name: entryTitle(entry) })}
      </p>
    </Dialog>
  );
}

/** What may be asked under the timer without standing in the way: it runs long, the clock moved, a browser saw nobody. */
export function TimerStrip() {
  const text = useText();
  const { entry, question } = useRunning();
  if (!entry || !question || isAway(question.kind)) return null;
  const { kind } = question;
  const values = {
    from: clockTime(question.from, entry.timeZone),
    to: clockTime(question.to ?? question.from, entry.timeZone),
    hours: formatHours((question.to ?? question.from) - question.from),
  };
  const answer = (chosen: Parameters<typeof answerTimer>[1]) => void attempt(() => answerTimer(entry, chosen));
  return (
    <div className={styles.strip} role="status">
      <TriangleAlert size={16} aria-hidden="true" />
      <span className={styles.text}>{text(`time.asked.${kind}`, values)}</span>
      {kind === 'window' && (
        <Button size="small" onPress={() => answer('discardAndGoOn')}>
          {text('time.idle.discardAndGoOn')}
        </Button>
      )}
      {kind === 'long' && (
        <>
          <Button size="small" onPress={() => void attempt(() => stopTimer())}>
            {text('time.stop')}
          </Button>
          <Button size="small" onPress={() => openEntry(entry)}>
            {text('time.changeStart')}
          </Button>
        </>
      )}
      <Button size="small" onPress={() => answer('keep')}>
        {text('time.itIsRight')}
      </Button>
    </div>
  );
}
