import type { DraftQuestion } from '#shared/contract/statements.ts';
import { Fingerprint } from './fingerprint.ts';
import type { ItemSpelling } from './packed-batch.ts';
import { foldColumn } from './reading/columns.ts';
import { formatById } from './reading/formats/all-formats.ts';
import { planReading, type ReadingChoices } from './reading/plan-reading.ts';
import { readStatement, readStreams } from './reading/read-statement.ts';
import type { ReadingPlan } from './reading/reading-plan.ts';
import { type Sniff, type SniffChoices, sniffStatement } from './reading/sniff-statement.ts';
import type { RowProblem, StatementRow, StreamRow } from './reading/statement-row.ts';
import { hashFile } from './reading-session.ts';
import type { KnownMapping, LookAnswer, LookChoice, LookTask, SeenItem, SniffFacts } from './statement-task.ts';

const shownRows = 20;
const shownProblems = 300;
/** Spellings that are told with how many rows have them; what a file has beyond is not counted in a preview. */
const mostItems = 20_000;
const mostStores = 500;

type Control = { signal: AbortSignal; onProgress(fraction: number): void };

/** In a thread: reads a whole file and tells all that is to be known of it before it is imported. Throws what reading throws. */
export async function lookAtStatement(task: LookTask, control: Control): Promise<LookAnswer> {
  const { path, name, choice } = task;
  const sha256 = await hashFile(path, control.signal);
  const sniff = await sniffStatement(path, sniffChoices(choice, name));
  const known = choice.mapping || choice.format ? undefined : findMapping(task.knownMappings, sniff);
  const { plan, questions } = planReading(sniff, readingChoices(choice, sniff, known));
  const facts = factsOf(sniff, plan, { known, choice, questions });
  const seen = new Seen();
  // Without a column of money there is nothing to read yet.
  if (!questions.includes('mapping')) await seen.readAll(path, plan, control);
  return { ...{ sha256, plan, sniffed: facts }, firstRows: firstRows(sniff, plan), ...seen.answer() };
}

function sniffChoices(choice: LookChoice, name: string): SniffChoices {
  const { member, sheet, delimiter, encoding, headerRow } = choice;
  return {
    name,
    ...(member ? { member } : {}),
    ...(sheet ? { sheet } : {}),
    ...(delimiter ? { delimiter } : {}),
    ...(encoding ? { encoding } : {}),
    ...(headerRow ? { headerRow } : {}),
  };
}

function readingChoices(choice: LookChoice, sniff: Sniff, known: KnownMapping | undefined): ReadingChoices {
  const { mapping, format, decimal, dateOrder, currency, period } = choice;
  const own = mapping ?? known?.mapping;
  return {
    ...(own ? { mapping: own } : {}),
    // One that fitted before other headings were chosen may not fit now.
    ...(format && sniff.candidates.some(({ id }) => id === format) ? { format } : {}),
    ...(decimal ? { decimal } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(currency ? { currency } : {}),
    ...(period ? { period } : {}),
  };
}

/** The newest mapping that was made for the same headings. */
function findMapping(mappings: readonly KnownMapping[], { columns }: Sniff): KnownMapping | undefined {
  const header = columns.map(foldColumn).join('\u001f');
  return mappings.find((mapping) => mapping.header.join('\u001f') === header);
}

type Chosen = { known: KnownMapping | undefined; choice: LookChoice; questions: DraftQuestion[] };

function factsOf(sniff: Sniff, plan: ReadingPlan, { known, choice, questions }: Chosen): SniffFacts {
  const format = plan.format === null ? undefined : formatById(plan.format);
  const isUnknown = plan.format === null && !known && !choice.mapping;
  const personal = new Set([...plan.mapping.personalColumns, ...sniff.personalColumns].map(foldColumn));
  const found = new Set(sniff.columns.map(foldColumn));
  const money = format?.content === 'sales' ? format.money.columns : (plan.mapping.fields.net?.columns ?? []);
  return {
    kind: sniff.isZip ? 'zip' : sniff.kind,
    formats: sniff.candidates.map(({ id, name }) => ({ id, name })),
    formatName: format?.name ?? known?.name ?? (plan.format === null ? '' : (sniff.format?.name ?? '')),
    mappingId: known?.id ?? null,
    isUnknown,
    because: (format?.required ?? []).flatMap((names) => names.find((name) => found.has(foldColumn(name))) ?? []),
    moneyColumns: money.filter((column) => found.has(foldColumn(column))),
    moneyNote: format?.money.note ?? '',
    personalColumns: sniff.columns.filter((column) => personal.has(foldColumn(column))),
    ...{ sheets: sniff.sheets, members: sniff.members },
    questions: isUnknown && !questions.includes('mapping') ? ['mapping', ...questions] : questions,
  };
}

function firstRows(sniff: Sniff, plan: ReadingPlan): string[][] {
  const kept = new Set(plan.keptColumns);
  return sniff.sampleRows
    .slice(0, shownRows)
    .map((cells) => plan.columns.map((column, index) => (kept.has(column) ? (cells[index] ?? '') : '')));
}

/** What is told of the rows of a file, gathered as they pass. */
class Seen {
  readonly #fingerprint = new Fingerprint();
  readonly #items = new Map<string, SeenItem>();
  readonly #stores = new Set<string>();
  readonly #lines: StatementRow[] = [];
  readonly #problems: RowProblem[] = [];
  #totals: LookAnswer['totals'] = null;

  async readAll(path: string, plan: ReadingPlan, { signal, onProgress }: Control): Promise<void> {
    const batches =
      plan.content === 'sales' ? readStatement(path, plan, { signal }) : readStreams(path, plan, { signal });
    for await (const { rows, problems, totals, fraction } of batches) {
      for (const row of rows) this.#take(row);
      for (const problem of problems) if (this.#problems.length < shownProblems) this.#problems.push(problem);
      this.#totals = totals;
      onProgress(fraction);
    }
  }

  answer(): Pick<LookAnswer, 'totals' | 'fingerprint' | 'lines' | 'stores' | 'items' | 'problems'> {
    return {
      totals: this.#totals,
      fingerprint: this.#fingerprint.value,
      lines: this.#lines,
      stores: [...this.#stores].sort(),
      items: [...this.#items.values()],
      problems: this.#problems,
    };
  }

  #take(row: StatementRow | StreamRow): void {
    if (!('net' in row)) {
      const { line: _, raw: __, ...figures } = row;
      this.#fingerprint.addText(JSON.stringify(figures));
      if (row.title !== '') this.#count({ ...noCodes, artist: row.artist, title: row.title });
      return;
    }
    this.#fingerprint.add(row);
    if (this.#lines.length < shownRows) this.#lines.push(row);
    if (row.store !== '' && this.#stores.size < mostStores) this.#stores.add(row.store);
    const { isrc, upc, catalogueNumber, artist, title, releaseTitle } = row;
    this.#count({ isrc, upc, catalogueNumber, artist, title, releaseTitle });
  }

  #count(spelling: ItemSpelling): void {
    const key = Object.values(spelling).join('\u001f');
    const known = this.#items.get(key);
    if (known) known.rows += 1;
    else if (this.#items.size < mostItems) this.#items.set(key, { spelling, rows: 1 });
  }
}

const noCodes = { isrc: '', upc: '', catalogueNumber: '', releaseTitle: '' };
