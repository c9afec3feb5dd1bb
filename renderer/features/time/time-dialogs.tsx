import { DetailsDialog } from './details-dialog.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import { PickDialog } from './pick-dialog.tsx';
import { TimerDialog } from './timer-question.tsx';

/** What may be asked and shown of time wherever the user is. */
export function TimeDialogs() {
  return (
    <>
      <EntryDialog />
      <DetailsDialog />
      <PickDialog />
      <TimerDialog />
    </>
  );
}
