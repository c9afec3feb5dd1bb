const tones: Readonly<Record<string, string>> = {
  blue: 'var(--series-1)',
  orange: 'var(--series-2)',
  teal: 'var(--series-3)',
  pink: 'var(--series-4)',
  yellow: 'var(--series-5)',
  violet: 'var(--series-6)',
  green: 'var(--ok-solid)',
  grey: 'var(--text-3)',
};

/** The colour of a project's mark; one without takes one by its number. */
export function projectTone(colour: string, id: number): string {
  return tones[colour] ?? `var(--series-${((id - 1) % 7) + 1})`;
}
