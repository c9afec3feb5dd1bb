const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // Written as they are, readers would make spaces of them.
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Text as it stands in an attribute or between tags; characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"\p{Cc}\p{Cs}\ufffe\uffff]/gu,
    (character) => replacements[character] ?? (/[\x7f-\x9f]/.test(character) ? character : ''),
  );
}

/** ` A="1" B="x"`, in the order given; one that is undefined is left out. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) text += ` ${name}="${typeof value === 'number' ? value : escapeXml(value)}"`;
  }
  return text;
}
