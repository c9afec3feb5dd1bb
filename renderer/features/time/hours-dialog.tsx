import { useState } from 'react';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { setWeekTarget } from './time.actions.ts';

type HoursDialogProps = { minutes: number | null; onClose: () => void };

const mostHours = 168;

/** The hours somebody means to work in a week; empty says nothing of it. */
export function HoursDialog({ minutes, onClose }: HoursDialogProps) {
  const text = useText();
  const [typed, setTyped] = useState(minutes === null ? '' : String(minutes / 60));
  const hours = typed.trim() === '' ? null : Number(typed.replace(',', '.'));
  const isWrong = hours !== null && !(hours >= 0 && hours <= mostHours);
  const save = () => {
    if (isWrong) return;
    onClose();
    void attempt(() => setWeekTarget(hours === null ? null : Math.round(hours * 60)));
  };
  return (
    <Dialog
      title={text('time.hours.title')}
      size="small"
      isOpen
      onClose={onClose}
      footer={
        <Button kind="primary" isDisabled={isWrong} onPress={save}>
          {text('time.entry.save')}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={text('time.hours.label')}
          hint={text('time.hours.hint')}
          error={isWrong ? text('time.hours.wrong') : null}
          inputMode="decimal"
          autoFocus
          maxLength={6}
          value={typed}
          onChange={setTyped}
        />
      </form>
    </Dialog>
  );
}
