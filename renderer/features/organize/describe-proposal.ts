import type { Proposal } from '#shared/contract/organize.ts';
import type { Text } from '../../messages/use-text.ts';

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** What is to be said about a proposal, in a few words: its conflict, what the user did, its first warning. */
export function describeNote(text: Text, proposal: Proposal): string {
  const { conflict, warnings, isApproved, isDecided, isEdited, missing, other, fullLength, changedAt } = proposal;
  if (conflict === 'fieldEmpty') {
    return text('organize.conflict.fieldEmpty', {
      field: missing.map((field) => text(`organize.field.${field}`)).join(', '),
    });
  }
  if (conflict === 'offline') return text('organize.conflict.offline', { disk: other });
  if (conflict === 'changed') return text('organize.conflict.changed', { at: whenChanged(changedAt) });
  if (conflict) return text(`organize.conflict.${conflict}`);
  if (isDecided && !isApproved) return text('organize.leftOut');
  if (isEdited) return text('organize.editedNote');
  return warnings.map((warning) => text(`organize.warning.${warning}`, { length: fullLength })).join(' · ');
}

/** The clock for today, else the day. */
function whenChanged(at: number | null, now = Date.now()): string {
  if (at === null) return '';
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? clock.format(at) : day.format(at);
}

/** The confidence with the parts it is made of. */
export function describeConfidence(text: Text, { confidence, parts }: Proposal): string {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const words = Object.entries(parts).map(([part, share]) =>
    text(`organize.part.${part as keyof Proposal['parts']}`, { share: percent(share) }),
  );
  return text('organize.confidenceLabel', { percent: Math.round(confidence * 100), parts: words.join(', ') });
}
