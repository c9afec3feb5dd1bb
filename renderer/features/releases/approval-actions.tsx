import { Check, CornerUpLeft, Send } from 'lucide-react';
import { useState } from 'react';
import { DialogTrigger } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import { Button, Field, Popover } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { usePeople } from '../people/index.ts';
import { formatDay } from '../tracks/index.ts';
import styles from './release-page.module.css';
import { approveRelease, askForChanges, type OpenRelease, withdrawRelease } from './releases.actions.ts';
import { openReleaseDialog } from './releases.store.ts';

/** What whoever looks may do about the approval of a release; nothing where none is needed. */
export function ApprovalActions({ release }: { release: OpenRelease }) {
  const text = useText();
  const { approval, state } = release;
  const isOffered = approval.isNeeded || state !== 'draft';
  if (!isOffered) return null;
  return (
    <>
      {approval.submit && (
        <Button icon={<Send size={14} />} onPress={() => openReleaseDialog({ kind: 'submit', releaseId: release.id })}>
          {text('releases.submit')}
        </Button>
      )}
      {approval.withdraw && (
        <Button kind="ghost" onPress={() => void attempt(() => withdrawRelease(release))}>
          {text('releases.withdraw')}
        </Button>
      )}
      {approval.decide && <AskChanges release={release} />}
      {approval.decide && state === 'submitted' && (
        <Button icon={<Check size={14} />} onPress={() => void attempt(() => approveRelease(release))}>
          {text('releases.approve')}
        </Button>
      )}
    </>
  );
}

function AskChanges({ release }: { release: OpenRelease }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const [note, setNote] = useState('');
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button icon={<CornerUpLeft size={14} />}>{text('releases.askChanges')}</Button>
      <Popover label={text('releases.askChanges')}>
        <form
          className={styles.reason}
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim() === '') return;
            setOpen(false);
            void attempt(() => askForChanges(release, note));
          }}
        >
          <Field label={text('releases.whatToChange')} value={note} maxLength={2000} autoFocus onChange={setNote} />
          <Button size="small" type="submit" isDisabled={note.trim() === ''}>
            {text('releases.askChanges')}
          </Button>
        </form>
      </Popover>
    </DialogTrigger>
  );
}

/** Who decided what last, and what they said. */
export function ApprovalNote({ release }: { release: OpenRelease }) {
  const text = useText();
  const people = usePeople();
  const { decisions, state } = release;
  const last = decisions.at(-1);
  if (!last || last.act === 'withdrawn') return null;
  const name = (last.personId !== null && people.get(last.personId)?.name) || text('releases.somebody');
  const day = formatDay(last.at, Date.now());
  const isOver = last.act === 'approved' && state !== 'approved';
  return (
    <p className={styles.note} data-tone={last.act === 'changesAsked' || isOver ? 'warn' : undefined}>
      <span>
        {text(isOver ? 'releases.wasApproved' : `releases.decided.${last.act}`, { name, day })}
        {last.note !== '' && `: ${last.note}`}
      </span>
    </p>
  );
}
