export type InvitedLine = { name: string; email: string };

const address = /[^\s<>,;"'()]+@[^\s<>,;"'()]+\.[^\s<>,;"'()]+/;

/**
 * Names and addresses of a pasted list, one person a line, or addresses one after the other as mail programs write them:
 * 'Ines Valloria, ines@example.org', 'Ines <ines@example.org>; mara@example.org'. Who has no name is called like the address.
 * Parts without an address are answered by `unread`.
 */
export function readInvited(text: string): { people: InvitedLine[]; unread: string[] } {
  const people: InvitedLine[] = [];
  const unread: string[] = [];
  for (const part of text.split(/[\n;]+|(?<=>)\s*,|(?<=@[^\s,<>]+),(?=\s*\S+@)/)) {
    const line = part.trim();
    if (line === '') continue;
    const email = address.exec(line)?.[0];
    if (email === undefined) {
      unread.push(line);
      continue;
    }
    const rest = line.replace(email, ' ').replace(/[<>"()]/g, ' ');
    const name = rest.replace(/\s+/g, ' ').replace(/^[\s,\t]+|[\s,\t]+$/g, '');
    people.push({ name: name === '' ? (email.split('@')[0] as string) : name, email });
  }
  return { people, unread };
}
