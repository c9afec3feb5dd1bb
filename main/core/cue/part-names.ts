import { join } from 'node:path';
import type { Context } from '#core/context.ts';
import { lookAt } from '#core/files/own-files.ts';
import { getRules } from '#core/organize/rules.repository.ts';
import type { EntryState, FactsState } from '#core/tracklists/tracklist-state.ts';
import type { CuePlace, SplitFormat, SplitPart } from '#shared/contract/cue.ts';
import type { TracklistEntryId } from '#shared/contract/tracklists.ts';
import type { Stretch } from '#shared/cue/split-plan.ts';
import {
  composePath,
  mostNumbers,
  numberName,
  safeName,
  type Template,
  type TemplateValues,
} from '#shared/name-template/index.ts';

export type Naming = {
  facts: FactsState;
  format: SplitFormat;
  /** How many parts the whole mix has. */
  total: number;
  /** Null where the pattern cannot be read: then nothing has a name. */
  template: Template | null;
  base: string;
  place: CuePlace;
};

/**
 * Where each part goes: by the pattern below a folder that is called like the list, or below the chosen one. A name that
 * is taken, on the disk or by an earlier part, is numbered.
 */
export async function namesOfParts(
  { db, disk }: Pick<Context, 'db' | 'disk'>,
  parts: readonly (Stretch<EntryState> & { number: number })[],
  { facts, format, total, template, base, place }: Naming,
): Promise<{ folder: string; names: SplitPart[] }> {
  const { system, hasPlainPunctuation } = getRules(db);
  const rules = { system, hasPlainPunctuation };
  const own = safeName(facts.name, rules).name;
  const folder = place.type === 'beside' && own !== '' ? join(base, own) : base;
  const taken = new Set<string>();
  const names: SplitPart[] = [];
  for (const { entry, fromMs, toMs, number } of parts) {
    const values = valuesOf(facts, entry, { number, total, format });
    const extension = `.${format}`;
    const composed = template && composePath(template, values, { extension, rules, hasFallbacks: true }).names;
    const wanted = composed?.join('/') ?? null;
    const name = wanted === null ? null : await freeName(wanted);
    if (name !== null) taken.add(fold(name));
    const isNumbered = name !== wanted;
    names.push({ entryId: entry.id as TracklistEntryId, number, fromMs, toMs, name, isNumbered });
  }
  return { folder, names };

  async function freeName(wanted: string): Promise<string | null> {
    const folders = wanted.split('/');
    const last = folders.pop() as string;
    for (let count = 1; count <= mostNumbers; count += 1) {
      const name = [...folders, count === 1 ? last : numberName(last, count)].join('/');
      const isFree = !taken.has(fold(name)) && !(await lookAt(disk, join(folder, ...name.split('/'))));
      if (isFree) return name;
    }
    return null;
  }
}

/** File systems that take both cases for one. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function valuesOf(
  facts: FactsState,
  entry: EntryState,
  { number, total, format }: { number: number; total: number; format: string },
): TemplateValues {
  const title = entry.title === '' ? 'ID' : entry.title;
  return {
    title: entry.remix === '' ? title : `${title} (${entry.remix})`,
    artist: entry.artist,
    album: facts.name,
    albumartist: facts.artist,
    track: number,
    disc: total > 0 ? 1 : null,
    year: /^\d{4}/.exec(facts.date)?.[0] ?? null,
    date: facts.date,
    venue: facts.venue,
    genre: facts.genre,
    label: entry.label,
    bpm: entry.bpm,
    key: entry.musicalKey,
    isrc: entry.isrc,
    comment: entry.note,
    format,
  };
}
