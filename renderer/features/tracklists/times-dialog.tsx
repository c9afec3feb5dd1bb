import { Check, CircleAlert, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { TimeFix } from '#shared/contract/tracklists.ts';
import { readTime } from '#shared/tracklist/read-time.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './dialogs.module.css';
import { findingText } from './finding-text.ts';
import { fixTimes } from './tracklists.actions.ts';
import { closeDialog, selectEntry, useTracklists } from './tracklists.store.ts';
import type { TracklistDetails } from './tracklists-data.ts';

/** What is wrong with the times, and ways to mend all of them. */
export function TimesDialog({ details }: { details: TracklistDetails }) {
  const text = useText();
  const isOpen = useTracklists((state) => state.dialog === 'times');
  const { findings, mix } = details;
  const mend = (fix: TimeFix) => void attempt(() => fixTimes(details.id, fix));
  // None is switched off while it has the focus: that would take the focus away.
  const fixes: (readonly [keyof typeof fixNames, TimeFix])[] = [
    ['fillGaps', { type: 'fillGaps' }],
    ['overlaps', { type: 'overlaps' }],
    ['sort', { type: 'sort' }],
    ['spread', { type: 'spread' }],
    ['ends', { type: 'ends' }],
    ...(mix?.durationMs ? [['scale', { type: 'scale', toMs: Math.round(mix.durationMs) }] as const] : []),
  ];
  return (
    <Dialog title={text('tracklists.times')} isOpen={isOpen} onClose={closeDialog}>
      <ul className={styles.findings} aria-label={text('tracklists.findings')}>
        {findings.length === 0 && (
          <li>
            <Check size={14} className={styles.ok} aria-hidden="true" /> {text('tracklists.findingsNone')}
          </li>
        )}
        {findings.map((finding) => (
          <li key={`${finding.entryId} ${finding.code}`}>
            {finding.severity === 'high' ? (
              <CircleAlert size={14} className={styles.bad} aria-hidden="true" />
            ) : (
              <TriangleAlert size={14} className={styles.warn} aria-hidden="true" />
            )}
            <span className={styles.grow}>{findingText(text, finding)}</span>
            <Button
              kind="link"
              size="small"
              onPress={() => {
                selectEntry(finding.entryId);
                closeDialog();
              }}
            >
              {text('tracklists.goTo', { number: finding.number })}
            </Button>
          </li>
        ))}
      </ul>
      <div className={styles.buttons}>
        {fixes.map(([name, fix]) => (
          <Button key={name} size="small" onPress={() => mend(fix)}>
            {text(fixNames[name])}
          </Button>
        ))}
      </div>
      <ShiftForm details={details} onShift={mend} />
    </Dialog>
  );
}

const fixNames = {
  fillGaps: 'tracklists.fix.fillGaps',
  overlaps: 'tracklists.fix.overlaps',
  sort: 'tracklists.fix.sort',
  spread: 'tracklists.fix.spread',
  ends: 'tracklists.fix.ends',
  scale: 'tracklists.fix.scale',
} as const;

function ShiftForm({ details, onShift }: { details: TracklistDetails; onShift: (fix: TimeFix) => void }) {
  const text = useText();
  const selected = useTracklists((state) => state.selected);
  const [typed, setTyped] = useState('');
  const [what, setWhat] = useState<'all' | 'from'>('all');
  const number = details.entries.findIndex(({ id }) => id === selected) + 1;
  const byMs = readShift(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (byMs === null || byMs === 0) return;
    const isFrom = what === 'from' && selected !== null;
    onShift({ type: 'shift', byMs, ...(isFrom ? { from: selected } : {}) });
    setTyped('');
  };
  return (
    <form className={styles.shift} onSubmit={submit}>
      <Field
        label={text('tracklists.fix.shiftBy')}
        hint={text('tracklists.fix.shiftHint')}
        error={typed !== '' && byMs === null ? text('tracklists.badTime') : null}
        value={typed}
        onChange={setTyped}
      />
      <Select
        label={text('tracklists.fix.shiftWhat')}
        value={what}
        options={[
          { value: 'all', text: text('tracklists.fix.shiftAll') },
          ...(number > 0 ? [{ value: 'from' as const, text: text('tracklists.fix.shiftFrom', { number }) }] : []),
        ]}
        onChange={setWhat}
      />
      <Button type="submit" isDisabled={byMs === null || byMs === 0}>
        {text('tracklists.fix.shift')}
      </Button>
    </form>
  );
}

/** A time with a sign: "-1:30" is earlier. */
function readShift(typed: string): number | null {
  const [, sign = '', rest = ''] = /^\s*([-−–+]?)\s*(.+)$/.exec(typed) ?? [];
  const ms = rest === '' ? null : readTime(rest);
  if (ms === null) return null;
  return sign === '' || sign === '+' ? ms : -ms;
}
