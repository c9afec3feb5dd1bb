import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { TimeProject } from './time-rows.ts';

/** What Toggl's export of a workspace holds, as far as it is taken. Numbers may be missing. */
const project = z.object({
  id: z.number(),
  name: z.string(),
  active: z.boolean().optional(),
  billable: z.boolean().nullish(),
  client_id: z.number().nullish(),
  cid: z.number().nullish(),
  currency: z.string().nullish(),
  rate: z.number().nullish(),
  estimated_seconds: z.number().nullish(),
  estimated_hours: z.number().nullish(),
});
const client = z.object({ id: z.number(), name: z.string() });
const task = z.object({ id: z.number(), name: z.string(), project_id: z.number() });

/** Projects of Toggl's "export workspace data": projects.json, with names from clients.json and tasks where they are given. */
export function readTogglJson(files: readonly { name: string; text: string }[]): TimeProject[] {
  const clients = new Map<number, string>();
  const tasks: z.output<typeof task>[] = [];
  const projects: z.output<typeof project>[] = [];
  for (const { name, text } of files) {
    for (const item of parseList(text)) {
      const asTask = task.safeParse(item);
      if (asTask.success) tasks.push(asTask.data);
      else if (isProject(item)) projects.push(item);
      else if (/clients/i.test(name)) {
        const asClient = client.safeParse(item);
        if (asClient.success) clients.set(asClient.data.id, asClient.data.name);
      }
    }
  }
  return projects.map((each) => {
    const seconds = each.estimated_seconds ?? (each.estimated_hours ?? 0) * 3600;
    return {
      name: each.name.trim(),
      client: clients.get(each.client_id ?? each.cid ?? -1) ?? '',
      isBillable: each.billable ?? null,
      rate: each.rate ? String(each.rate) : null,
      currency: each.currency ?? '',
      budgetMinutes: seconds > 0 ? Math.round(seconds / 60) : null,
      isArchived: each.active === false,
      tasks: tasks.filter(({ project_id }) => project_id === each.id).map(({ name }) => name),
    };
  });
}

function isProject(item: unknown): item is z.output<typeof project> {
  return typeof item === 'object' && item !== null && 'color' in item && project.safeParse(item).success;
}

function parseList(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    throw new AppError('IMPORT_INVALID', 'This JSON file is damaged.', {}, { cause: error });
  }
}
