import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';
import { operationId } from './operation.ts';
import { personId } from './people.ts';
import { dayOrNone, projectId, timeZone } from './studio-ids.ts';

/** Programs whose exports of time are known by their headings; 'table' is any table that says who worked when. */
export const timeFormats = ['toggl', 'clockify', 'harvest', 'solidtime', 'kimai', 'table'] as const;
export type TimeFormat = (typeof timeFormats)[number];

/** A file of this machine by its whole path, or one that was dropped, as Base64. ZIP files are opened. */
const importFile = z.union([
  z.object({ path: z.string().min(1).max(4000) }),
  z.object({ name: z.string().max(500), content: z.string().max(2_000_000) }),
]);

/** How '03/04/2024' is meant. */
export const dateOrders = ['monthFirst', 'dayFirst'] as const;
const dateOrder = z.enum(dateOrders);

const importOptions = z.object({
  files: z.array(importFile).min(1).max(20),
  /** Of times that say no zone; null: the workspace's. */
  zone: timeZone.nullable().default(null),
  /** Null: as the dates of the file say, or as its program writes. */
  dateOrder: dateOrder.nullable().default(null),
  /** Who people of the file are here; null for new ones. Those who are not named are matched by their address and name. */
  people: z
    .array(z.object({ name: z.string().max(500), personId: personId.nullable() }))
    .max(2000)
    .default([]),
  projects: z
    .array(z.object({ client: z.string().max(500), name: z.string().max(500), projectId: projectId.nullable() }))
    .max(5000)
    .default([]),
});
export type ImportOptions = z.output<typeof importOptions>;

/** Why a row is left out; `locked`: its week was handed in, or its period is closed. */
export const missReasons = [
  'damaged',
  'noDate',
  'badDate',
  'badTime',
  'noTime',
  'zero',
  'reversed',
  'tooLong',
  'running',
  'locked',
] as const;
const miss = z.object({ file: z.string(), line: z.number().int(), reason: z.enum(missReasons), text: z.string() });
export type TimeImportMiss = z.output<typeof miss>;

export const timeImportPreview = z.object({
  format: z.enum(timeFormats),
  /** Entries that would be made. */
  entryCount: z.number().int(),
  totalMs: z.number(),
  from: dayOrNone,
  to: dayOrNone,
  /** Rows of an earlier import. */
  duplicateCount: z.number().int(),
  missCount: z.number().int(),
  /** The first 200. */
  misses: z.array(miss),
  needsZone: z.boolean(),
  /** The one that times were read in. */
  zone: z.string(),
  dateOrder,
  isOrderUnsure: z.boolean(),
  /** `match` is who it is here; null for a new one. */
  people: z.array(z.object({ name: z.string(), entryCount: z.number().int(), match: personId.nullable() })),
  projects: z.array(
    z.object({ client: z.string(), name: z.string(), entryCount: z.number().int(), match: projectId.nullable() }),
  ),
  newClientCount: z.number().int(),
  newTaskCount: z.number().int(),
  /** Whom and what the others can be instead. */
  knownPeople: z.array(z.object({ id: personId, name: z.string() })),
  knownProjects: z.array(z.object({ id: projectId, name: z.string() })),
});
export type TimeImportPreview = z.output<typeof timeImportPreview>;

export const timeImportState = z.object({
  state: z.enum(['importing', 'done', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  /** Takes back all of it; null where there was nothing to do. */
  operation: operationId.nullable(),
  error: z.enum(errorCodes).nullable(),
});
export type TimeImportState = z.output<typeof timeImportState>;

export const importsContract = {
  /** What an import of other programs' time would make. Throws IMPORT_UNKNOWN, IMPORT_INVALID and file errors. */
  'imports.preview': query(['time', 'people'], importOptions, timeImportPreview),
  /** Begins to import, as one operation; `imports.get` tells how it goes. Throws like the preview, and INVALID_INPUT. */
  'imports.run': command(importOptions, z.void()),
  /** The import that runs, or the last one. */
  'imports.get': query(['time'], z.void(), timeImportState.nullable()),
};
