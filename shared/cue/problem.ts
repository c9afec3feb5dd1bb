export const cueSeverities = ['error', 'warning', 'info'] as const;
export type CueSeverity = (typeof cueSeverities)[number];

/** Everything that may be said of a sheet, and how much it matters. */
export const cueRules = {
  noFile: 'error',
  noTracks: 'error',
  manyFiles: 'error',
  missingAudio: 'error',
  fileFormat: 'warning',
  absolutePath: 'info',
  duplicateTrack: 'error',
  trackOrder: 'warning',
  tooManyTracks: 'error',
  trackKind: 'info',
  missingIndex: 'error',
  indexOrder: 'error',
  indexNumber: 'warning',
  timeRange: 'error',
  overlap: 'error',
  beyondAudio: 'error',
  lateStart: 'info',
  isrc: 'error',
  catalog: 'error',
  catalogCheck: 'warning',
  flags: 'warning',
  tooLong: 'warning',
  noTitle: 'info',
  unknownEntry: 'warning',
  unknownCommand: 'info',
  unreadable: 'warning',
  repeated: 'warning',
} as const satisfies Record<string, CueSeverity>;
export type CueRule = keyof typeof cueRules;

/** A change of one line, counted from 1: its new text without line break, or null to take it out. */
export type CueEdit = { line: number; text: string | null; isInserted?: boolean };

export type CueProblem = {
  rule: CueRule;
  severity: CueSeverity;
  /** Of the text, from 1; null where it is about the whole sheet. */
  line: number | null;
  /** Place in `CueSheet.tracks`, or null. */
  track: number | null;
  /** What the sentence about it needs: numbers, names. */
  values: Readonly<Record<string, string | number>>;
  /** What would put it right; `value` is what the line would say then. */
  fix: { edits: CueEdit[]; value: string } | null;
};

/** The text with some lines changed; all other lines stay byte for byte. Edits of one text are counted in that text. */
export function applyEdits(text: string, edits: readonly CueEdit[]): string {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const ending = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const changes = new Map(edits.filter((edit) => !edit.isInserted).map((edit) => [edit.line, edit.text]));
  const inserted = Map.groupBy(
    edits.filter((edit) => edit.isInserted),
    (edit) => edit.line,
  );
  const parts = lines.map((line, index) => {
    const before = (inserted.get(index + 1) ?? []).map((edit) => `${edit.text ?? ''}${ending}`).join('');
    const change = changes.get(index + 1);
    if (change === undefined) return before + line;
    return before + (change === null ? '' : change + (/(\r\n|\n|\r)$/.exec(line)?.[0] ?? ''));
  });
  return parts.join('');
}
