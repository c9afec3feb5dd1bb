import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import type { PathRule } from '#shared/contract/interop.ts';
import { type FormatId, formatIds, type TableColumn, tableColumns } from '#shared/contract/interop-formats.ts';

export type Command =
  | { name: 'help' }
  | { name: 'version' }
  | { name: 'import'; paths: string[]; runAnalysis: boolean; asJson: boolean; home: string | undefined }
  | { name: 'analyze'; files: string[]; asJson: boolean }
  | { name: 'import-statements'; files: string[]; asJson: boolean; home: string | undefined }
  | { name: 'search'; query: string; limit: number | undefined; asJson: boolean; home: string | undefined }
  | { name: 'import-library'; file: string; rules: PathRule[]; asJson: boolean; home: string | undefined }
  | {
      name: 'export';
      format: FormatId;
      target: string;
      playlists: string[];
      /** The tracks it finds; undefined for the library. */
      query: string | undefined;
      columns: TableColumn[] | undefined;
      rules: PathRule[];
      asJson: boolean;
      home: string | undefined;
    }
  | { name: 'doctor'; asJson: boolean; home: string | undefined }
  /** `which` is null where the backups are only to be listed. */
  | { name: 'restore'; which: string | null; asJson: boolean; home: string | undefined }
  | { name: 'serve'; paths: string[]; port: number | undefined; share: Share | null; home: string | undefined };

/** How a team reaches the library; without an address to listen on, on all of this machine's. */
export type Share = { bind: string | undefined; port: number | undefined; names: string[] };

/** The command line was wrong; the message says how. */
export class UsageError extends Error {}

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  home: { type: 'string' },
  json: { type: 'boolean' },
  'no-analysis': { type: 'boolean' },
  limit: { type: 'string' },
  port: { type: 'string' },
  list: { type: 'boolean' },
  map: { type: 'string', multiple: true },
  format: { type: 'string' },
  to: { type: 'string' },
  playlist: { type: 'string', multiple: true },
  query: { type: 'string' },
  columns: { type: 'string' },
  share: { type: 'boolean' },
  bind: { type: 'string' },
  'share-port': { type: 'string' },
  'share-name': { type: 'string', multiple: true },
} as const;

const optionsOf: Readonly<Record<string, readonly (keyof typeof options)[]>> = {
  import: ['home', 'json', 'no-analysis'],
  // A library's folder changes nothing here, but whoever gives it to every command may.
  analyze: ['home', 'json'],
  search: ['home', 'json', 'limit'],
  serve: ['home', 'port', 'share', 'bind', 'share-port', 'share-name'],
  'import-library': ['home', 'json', 'map'],
  'import-statements': ['home', 'json'],
  export: ['home', 'json', 'map', 'format', 'to', 'playlist', 'query', 'columns'],
  doctor: ['home', 'json'],
  restore: ['home', 'json', 'list'],
};

/** Reads what follows `ledgerline`. Throws `UsageError`. */
export function parseCommand(args: readonly string[]): Command {
  const { values, positionals } = parse(args);
  if (values.help) return { name: 'help' };
  if (values.version) return { name: 'version' };
  const [name, ...rest] = positionals;
  const known = name !== undefined && Object.hasOwn(optionsOf, name) ? optionsOf[name] : undefined;
  if (name === undefined)
    throw new UsageError(
      'Say what to do: import, analyze, search, serve, import-library, import-statements, export, doctor or restore.',
    );
  if (!known) throw new UsageError(`There is no command "${name}".`);
  for (const option of Object.keys(values) as (keyof typeof options)[]) {
    if (!known.includes(option)) throw new UsageError(`"${name}" has no option --${option}.`);
  }
  if (values.home === '') throw new UsageError('--home needs a folder.');
  const asJson = values.json ?? false;
  const { home } = values;
  switch (name) {
    case 'import':
      return { name, paths: atLeastOne(rest, 'folder or file'), runAnalysis: !values['no-analysis'], asJson, home };
    case 'analyze':
      return { name, files: atLeastOne(rest, 'file'), asJson };
    case 'search':
      return { name, query: atLeastOne(rest, 'query').join(' '), limit: whole('limit', values.limit, 1), asJson, home };
    case 'import-library': {
      const [file, ...more] = atLeastOne(rest, 'file of another program') as [string, ...string[]];
      if (more.length > 0) throw new UsageError('"import-library" takes one file.');
      return { name, file, rules: rulesOf(values.map), asJson, home };
    }
    case 'import-statements':
      return { name, files: atLeastOne(rest, 'statement'), asJson, home };
    case 'export':
      if (rest.length > 0) throw new UsageError('"export" takes its file by --to, and playlists by --playlist.');
      if (values.query !== undefined && values.playlist) throw new UsageError('Give --query or --playlist, not both.');
      return {
        ...{ name, format: formatOf(values.format), target: targetOf(values.to), playlists: values.playlist ?? [] },
        ...{ query: values.query, columns: columnsOf(values.columns), rules: rulesOf(values.map), asJson, home },
      };
    case 'doctor':
      if (rest.length > 0) throw new UsageError('"doctor" looks at the library of --home and takes no other names.');
      return { name, asJson, home };
    case 'restore':
      return { name, which: whichBackup(rest, values.list ?? false), asJson, home };
    default:
      return {
        ...{ name: 'serve', paths: rest.filter(isGiven), port: whole('port', values.port, 0, 65_535), home },
        share: shareOf(values),
      };
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function formatOf(text: string | undefined): FormatId {
  const format = formatIds.find((id) => id === text);
  if (!format) throw new UsageError(`--format needs one of ${formatIds.join(', ')}.`);
  return format;
}

/** 'title,bpm,path': what a table shows, in this order. */
function columnsOf(text: string | undefined): TableColumn[] | undefined {
  if (text === undefined) return undefined;
  return text.split(',').map((name) => {
    const column = tableColumns.find((known) => known.toLowerCase() === name.trim().toLowerCase());
    if (!column) throw new UsageError(`--columns needs some of ${tableColumns.join(', ')}.`);
    return column;
  });
}

function targetOf(path: string | undefined): string {
  if (path === undefined || path === '') throw new UsageError('--to needs the path of a file or a folder.');
  return path;
}

/** 'OLD=NEW': paths that begin with OLD begin with NEW on the other side. */
function rulesOf(texts: readonly string[] = []): PathRule[] {
  return texts.map((text) => {
    const at = text.indexOf('=');
    if (at <= 0) throw new UsageError('--map needs OLD=NEW, the beginnings of paths on both sides.');
    return { from: text.slice(0, at), to: text.slice(at + 1) };
  });
}

function whichBackup(names: string[], isList: boolean): string | null {
  const [name, ...more] = names;
  if (more.length > 0 || (isList && name !== undefined)) throw new UsageError('"restore" takes one backup, or --list.');
  if (isList) return null;
  if (name === undefined || name === '') throw new UsageError('Name a backup, its file, or "latest"; or give --list.');
  return name;
}

type Values = ReturnType<typeof parse>['values'];

function shareOf(values: Values): Share | null {
  const { share, bind, 'share-port': port, 'share-name': names = [] } = values;
  if (!share) {
    if (bind !== undefined || port !== undefined || names.length > 0) throw new UsageError('That needs --share.');
    return null;
  }
  if (bind !== undefined && isIP(bind) === 0) throw new UsageError('--bind needs an address such as 192.168.1.5.');
  const odd = names.find((name) => !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(name));
  if (odd !== undefined) throw new UsageError(`--share-name needs a name such as studio.example, not "${odd}".`);
  return { bind, port: whole('share-port', port, 0, 65_535), names: names.map((name) => name.toLowerCase()) };
}

function atLeastOne(values: string[], what: string): string[] {
  if (values.length === 0) throw new UsageError(`Name at least one ${what}.`);
  if (what !== 'query' && !values.every(isGiven)) throw new UsageError('An empty path names nothing.');
  return values;
}

function isGiven(path: string): boolean {
  return path !== '';
}

function whole(option: string, text: string | undefined, least: number, most = 1_000_000_000): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${option} needs a whole number from ${least} to ${most}.`);
}
