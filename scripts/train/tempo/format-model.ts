const width = 120;

/** JSON as the formatter of the project lays it out: numbers of an array side by side, as many as fit. */
export function formatModel(model: object): string {
  const text = JSON.stringify(model, null, 2);
  return `${text.replace(/^( *)(.*)\[\s+([^\]]*?)\s+\]/gm, (_, indent: string, name: string, inner: string) => {
    const numbers = inner.split(/,\s+/);
    const line = `${indent}${name}[${numbers.join(', ')}]`;
    return line.length < width ? line : `${indent}${name}[\n${filled(numbers, `${indent}  `)}\n${indent}]`;
  })}\n`;
}

function filled(numbers: readonly string[], indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const [index, number] of numbers.entries()) {
    const piece = index + 1 < numbers.length ? `${number},` : number;
    const next = line === indent ? `${line}${piece}` : `${line} ${piece}`;
    if (next.length > width) {
      lines.push(line);
      line = `${indent}${piece}`;
    } else line = next;
  }
  return [...lines, line].join('\n');
}
