/** Every zone this machine knows, as choices; also one that was chosen where more are known. */
export function timeZones(chosen: string): { value: string; text: string }[] {
  const names = Intl.supportedValuesOf('timeZone');
  const all = ['UTC', ...names.filter((name) => name !== 'UTC')];
  if (chosen !== '' && !all.includes(chosen)) all.push(chosen);
  return all.map((value) => ({ value, text: value.replaceAll('_', ' ') }));
}
