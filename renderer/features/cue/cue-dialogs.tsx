import { OpenCueDialog } from './open-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';

/** Dialogs about CUE sheets; one at a time. */
export function CueDialogs() {
  return (
    <>
      <OpenCueDialog />
      <SplitDialog />
    </>
  );
}
