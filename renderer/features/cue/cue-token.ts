export type CueToken = { text: string; kind: 'plain' | 'command' | 'value'; at: number };

/** A line in parts, for colours: the blanks before it, its command, what stands in quotes, the rest. None is empty. */
export function tokensOf(line: string): CueToken[] {
  const [, blanks = '', command = '', rest = ''] = /^(\s*)(\S*)(.*)$/s.exec(line) ?? [];
  const [, before = rest, value = '', after = ''] = /^(.*?)(".*")(.*)$/s.exec(rest) ?? [];
  const parts = [
    { text: blanks, kind: 'plain' },
    { text: command, kind: 'command' },
    { text: before, kind: 'plain' },
    { text: value, kind: 'value' },
    { text: after, kind: 'plain' },
  ] as const;
  let at = 0;
  return parts.flatMap(({ text, kind }) => {
    at += text.length;
    return text === '' ? [] : [{ text, kind, at: at - text.length }];
  });
}
