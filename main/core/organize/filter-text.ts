export type ProposalTerms = { folders: string[]; confidence: { least: number; most: number }; rest: string };

/**
 * What a filter of proposals says beyond a search for tracks: `folder:Inbox`, `folder:"USB 2"`, `confidence:<90`,
 * `confidence:60..80` in percent. `rest` is what the search for tracks gets.
 */
export function readProposalText(text: string): ProposalTerms {
  const terms: ProposalTerms = { folders: [], confidence: { least: 0, most: 1 }, rest: '' };
  terms.rest = text
    .replace(/(^|\s)(folder|confidence):("[^"]*"|\S*)/gi, (whole, before: string, name: string, quoted: string) => {
      const value = quoted.replace(/^"|"$/g, '');
      if (name.toLowerCase() === 'folder') {
        if (value !== '') terms.folders.push(value);
        return before;
      }
      const range = readPercent(value);
      if (!range) return whole;
      terms.confidence = range;
      return before;
    })
    .replace(/\s+/g, ' ')
    .trim();
  return terms;
}

function readPercent(text: string): { least: number; most: number } | null {
  const between = /^(\d{1,3})?\.\.(\d{1,3})?$/.exec(text);
  if (between) return { least: share(between[1], 0), most: share(between[2], 100) };
  const compared = /^(<=?|>=?|=)?(\d{1,3})%?$/.exec(text);
  if (!compared) return null;
  const value = share(compared[2], 0);
  if (compared[1] === '<') return { least: 0, most: value - 0.0001 };
  if (compared[1] === '<=') return { least: 0, most: value };
  if (compared[1] === '>') return { least: value + 0.0001, most: 1 };
  return { least: value, most: compared[1] === '>=' ? 1 : value + 0.005 };
}

function share(digits: string | undefined, otherwise: number): number {
  return Math.min(100, Number(digits ?? otherwise)) / 100;
}
