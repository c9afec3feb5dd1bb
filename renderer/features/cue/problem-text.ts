import type { CueLoss } from '#shared/cue/convert.ts';
import type { CueRule } from '#shared/cue/problem.ts';
import type { Text } from '../../messages/use-text.ts';

type Values = Readonly<Record<string, string | number>>;
const longestText = 60;

/** What is wrong, as a sentence. */
export function problemText(text: Text, rule: CueRule, values: Values): string {
  // Long enough and still no ISRC: then it is not about the length.
  if (rule === 'isrc' && values.length === 12) return text('cue.rule.isrcForm', values);
  const shown = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' && value.length > longestText ? `${value.slice(0, longestText)}…` : value,
  ]);
  return text(`cue.rule.${rule}`, Object.fromEntries(shown));
}

/** What is lost, in a few words: "the pregap of track 8, remarks: BPM". */
export function lossText(text: Text, losses: readonly CueLoss[]): string {
  return losses
    .map(({ kind, tracks, names }) => {
      const numbers = ranges(tracks);
      const count = kind === 'files' ? names.length : tracks.length;
      return text(`cue.loss.${kind}`, { count, numbers, names: names.slice(0, 5).join(', ') });
    })
    .join(', ');
}

/** 1, 2, 3, 7 as "1–3, 7". */
export function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length; ) {
    let end = at;
    while (numbers[end + 1] === (numbers[end] as number) + 1) end += 1;
    parts.push(end - at > 1 ? `${numbers[at]}–${numbers[end]}` : numbers.slice(at, end + 1).join(', '));
    at = end + 1;
  }
  return parts.join(', ');
}
