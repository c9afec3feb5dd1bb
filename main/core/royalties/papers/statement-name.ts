/** A name that any file system takes: '2026 Q3 Ines Valloria'. */
export function statementName(period: string, payee: string): string {
  const plain = `${period} ${payee}`
    .replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|[. ]+$/g, '');
  return [...plain].slice(0, 80).join('').trim() || 'Statement';
}
