import type { TimeRemark } from '#shared/contract/time.ts';
import { formatHours } from '#shared/time/duration.ts';
import { text } from '../../messages/use-text.ts';
import { clockTime } from './time-values.ts';

/** What is said beside a change, in one sentence for each thing. */
export function remarkText(remark: TimeRemark, zone: string): string {
  const clock = (moment: number) => clockTime(moment, zone);
  switch (remark.code) {
    case 'movedOn':
      return text('time.remark.movedOn', { time: clock(remark.to) });
    case 'twice':
      return text('time.remark.twice', { time: clock(remark.taken) });
    case 'long':
      return text('time.remark.long', { hours: formatHours(remark.minutes * 60_000) });
    case 'future':
      return text('time.remark.future');
    case 'overlap':
      return text('time.remark.overlap', { name: remark.name, from: clock(remark.from), to: clock(remark.to) });
    case 'trimmed':
      return text('time.remark.trimmed', { name: remark.name, from: clock(remark.from), to: clock(remark.to) });
    case 'clockBack':
      return text('time.remark.clockBack', { time: clock(remark.endAt) });
  }
}
