import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TimeFormat } from '#shared/contract/imports.ts';
import { AppError } from '#shared/errors.ts';
import { readFlag, readNumber } from './cell-values.ts';
import { type Columns, findColumns, type TimeColumn } from './columns.ts';
import { EntryTable, emptyNameBook, type NameBook } from './read-rows.ts';
import { readTogglJson } from './read-toggl-json.ts';
import { findDelimiter, type TableRow, tableRows } from './table-cells.ts';
import type { DateOrder, TimeExport, TimeProject } from './time-rows.ts';

export type ExportFile = { name: string; text: string };

type Table = {
  name: string;
  kind: 'entries' | 'projects' | 'clients' | 'tasks' | 'tags' | 'members';
  format: TimeFormat;
  columns: Columns;
  rows: TableRow[];
};

const rowsATurn = 2000;

/** Whether a text is one that `readTimeExport` can read. */
export function isTimeExport(file: ExportFile): boolean {
  if (isJson(file)) return /"(?:workspace_id|wid|client_id)"/.test(file.text);
  return kindOf(file.name, findColumns(headingsOf(file.text))) !== null;
}

/**
 * Reads the files of one export. A row that cannot be read is named and passed over. `order` says how '03/04/2024' is meant,
 * where the user said so. Throws IMPORT_UNKNOWN where no file is one that is known, and IMPORT_INVALID.
 */
export async function readTimeExport(
  files: readonly ExportFile[],
  { order = null }: { order?: DateOrder | null } = {},
): Promise<TimeExport> {
  const json = files.filter(isJson);
  const tables: Table[] = [];
  for (const file of files.filter((each) => !isJson(each))) {
    const table = await readTable(file);
    if (table) tables.push(table);
  }
  const toggl = json.length > 0 ? readTogglJson(json) : null;
  if (tables.length === 0 && !toggl) throw new AppError('IMPORT_UNKNOWN', 'This is no export of time that is known.');
  const names = readNames(tables);
  const entries = tables.filter(({ kind }) => kind === 'entries');
  const result: TimeExport = {
    format: entries[0]?.format ?? tables[0]?.format ?? 'toggl',
    rows: [],
    projects: [...(toggl ?? []), ...tables.flatMap((table) => readProjects(table, names, tables))],
    unreadable: [],
    needsZone: false,
    dateOrder: order ?? 'dayFirst',
    isOrderUnsure: false,
  };
  for (const table of entries) await readEntries(table, names, order, result);
  return result;
}

async function readEntries(table: Table, names: NameBook, order: DateOrder | null, into: TimeExport): Promise<void> {
  const { columns, format, name: file, rows } = table;
  const reader = new EntryTable({ columns, format, file, names }, rows, order);
  into.dateOrder = reader.style.order;
  into.isOrderUnsure ||= reader.style.isOrderUnsure;
  for (const [index, row] of rows.entries()) {
    if (index % rowsATurn === rowsATurn - 1) await nextTurn();
    const read = reader.read(row);
    if ('reason' in read) into.unreadable.push(read);
    else {
      into.rows.push(read);
      into.needsZone ||= read.span.kind !== 'utc';
    }
  }
}

async function readTable({ name, text }: ExportFile): Promise<Table | null> {
  const columns = findColumns(headingsOf(text));
  const found = kindOf(name, columns);
  if (!found) return null;
  const rows: TableRow[] = [];
  let isHead = true;
  for (const row of tableRows(text, findDelimiter(text))) {
    if (!isHead) rows.push(row);
    isHead = false;
    if (rows.length % rowsATurn === rowsATurn - 1) await nextTurn();
  }
  return { name, columns, rows, ...found };
}

function headingsOf(text: string): string[] {
  for (const { cells } of tableRows(text.slice(0, 65_536), findDelimiter(text))) return cells;
  return [];
}

/** What a table is, by its headings, and by its name where they are those of several. */
function kindOf(name: string, { at, plain }: Columns): Pick<Table, 'kind' | 'format'> | null {
  const has = (...columns: TimeColumn[]) => columns.every((column) => at[column] !== undefined);
  const heads = (...headings: string[]) => headings.every((heading) => plain.includes(heading));
  if (heads('memberid', 'start', 'end', 'id')) return { kind: 'entries', format: 'solidtime' };
  if (heads('id', 'name', 'organizationid')) return solidtimeKind(name, plain);
  if (heads('project', 'status', 'billability') || heads('project', 'trackedh'))
    return { kind: 'projects', format: 'clockify' };
  if (heads('durationh') && has('startDate', 'startTime')) return { kind: 'entries', format: 'clockify' };
  if (has('startDate', 'startTime', 'duration') && has('person')) return { kind: 'entries', format: 'toggl' };
  if (heads('date', 'hours') && has('firstName')) return { kind: 'entries', format: 'harvest' };
  if (has('date', 'activity') && (heads('from', 'to') || heads('begin', 'end')))
    return { kind: 'entries', format: 'kimai' };
  const hasDay = has('date') || has('start') || has('startDate');
  return hasDay && (has('duration') || has('end') || has('endTime')) ? { kind: 'entries', format: 'table' } : null;
}

function solidtimeKind(name: string, plain: readonly string[]): Pick<Table, 'kind' | 'format'> | null {
  const format = 'solidtime';
  if (plain.includes('role')) return { kind: 'members', format };
  if (plain.includes('projectid')) return { kind: 'tasks', format };
  if (plain.includes('clientid')) return { kind: 'projects', format };
  if (/tags/i.test(name)) return { kind: 'tags', format };
  return { kind: 'clients', format };
}

function readNames(tables: readonly Table[]): NameBook {
  const book = emptyNameBook();
  const parts = { members: 'member', clients: 'client', projects: 'project', tasks: 'task', tags: 'tag' } as const;
  for (const { kind, format, columns, rows } of tables) {
    if (kind === 'entries' || format !== 'solidtime') continue;
    const { id, name } = columns.at;
    if (id === undefined || name === undefined) continue;
    for (const { cells } of rows) book[parts[kind]].set(cells[id] ?? '', cells[name] ?? '');
  }
  return book;
}

function readProjects(table: Table, names: NameBook, tables: readonly Table[]): TimeProject[] {
  if (table.kind !== 'projects') return [];
  const tasks = tables.filter(({ kind }) => kind === 'tasks');
  return table.rows.flatMap(({ cells, isDamaged }): TimeProject[] => {
    const cell = (column: TimeColumn) => (cells[table.columns.at[column] ?? -1] ?? '').trim();
    const name = cell('project') || cell('name');
    if (name === '' || isDamaged) return [];
    const isSolidtime = table.format === 'solidtime';
    const rate = readNumber(cell('rate'), false);
    const hours = readNumber(cell('budgetHours'), false);
    return [
      {
        name,
        client: cell('client') || (names.client.get(cell('clientId')) ?? ''),
        isBillable: readFlag(cell('billable')) ?? readFlag(billabilityOf(table, cells)),
        rate: rate === null || Number(rate) <= 0 ? null : isSolidtime ? (Number(rate) / 100).toFixed(4) : rate,
        currency: table.columns.currency,
        budgetMinutes: hours === null || Number(hours) <= 0 ? null : Math.round(Number(hours) * 60),
        isArchived: cell('status').toLowerCase() === 'archived' || cell('archivedAt') !== '',
        tasks: isSolidtime
          ? tasks.flatMap((other) => tasksOf(other, cell('id')))
          : cell('tasks')
              .split(',')
              .map((task) => task.trim())
              .filter(Boolean),
      },
    ];
  });
}

function billabilityOf({ columns }: Table, cells: readonly string[]): string {
  const at = columns.plain.indexOf('billability') >= 0 ? 'billability' : 'isbillable';
  return cells[columns.plain.indexOf(at)] ?? '';
}

function tasksOf({ columns: { at }, rows }: Table, projectId: string): string[] {
  return rows
    .filter(({ cells }) => cells[at.projectId ?? -1] === projectId)
    .map(({ cells }) => cells[at.name ?? -1] ?? '')
    .filter(Boolean);
}

function isJson({ name, text }: ExportFile): boolean {
  return /\.json$/i.test(name) || /^\ufeff?\s*[[{]/.test(text.slice(0, 100));
}
