import { randomUUID } from 'node:crypto';
import { all, build, type Db, prepare, run } from '#core/db/query.ts';
import { type NameTemplate, type OrganizeRules, organizeRules } from '#shared/contract/organize.ts';
import { AppError } from '#shared/errors.ts';
import { foldText } from '#shared/fold-text.ts';
import { parseTemplate } from '#shared/name-template/index.ts';
import { builtInTemplates, defaultRules } from './default-templates.ts';

const key = 'organizeRules';

export function getRules(db: Db): OrganizeRules {
  const value = prepare(db, 'SELECT value FROM setting WHERE key = ?').pluck().get(key) as string | undefined;
  const saved = value === undefined ? undefined : organizeRules.safeParse(JSON.parse(value));
  return saved?.success ? saved.data : defaultRules;
}

/** Throws PATTERN_INVALID, FOLDER_NOT_FOUND. Patterns that are new count as used. */
export function saveRules(db: Db, rules: OrganizeRules): void {
  const folders = new Set(prepare(db, 'SELECT id FROM folder').pluck().all());
  for (const { id, pattern, folderId } of rules.rules) {
    checkPattern(pattern, id);
    if (folderId !== null && !folders.has(folderId)) {
      throw new AppError('FOLDER_NOT_FOUND', 'That folder is no longer in the library.', { folderId });
    }
  }
  const before = new Set(getRules(db).rules.map(({ pattern }) => pattern));
  const added = new Set(rules.rules.map(({ pattern }) => pattern).filter((pattern) => !before.has(pattern)));
  const insert = prepare(
    db,
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  db.transaction(() => {
    insert.run(key, JSON.stringify(rules));
    for (const { id, pattern } of listTemplates(db, '')) if (added.has(pattern)) countUse(db, id);
  }).immediate();
}

/** Throws PATTERN_INVALID with the place. */
export function checkPattern(pattern: string, rule: string | null = null): void {
  const { error } = parseTemplate(pattern);
  if (!error) return;
  const { kind, start, end, word } = error;
  throw new AppError('PATTERN_INVALID', 'This pattern cannot be used.', { kind, start, end, word, rule });
}

function countUse(db: Db, id: string): void {
  prepare(
    db,
    'INSERT INTO name_template (id, use_count) VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET use_count = use_count + 1',
  ).run(id);
}

/** The most used first, then ours in their order and the user's by name. */
export function listTemplates(db: Db, text: string): NameTemplate[] {
  const rows = all(db, build.selectFrom('name_template').selectAll().orderBy('name'));
  const countOf = new Map(rows.map(({ id, use_count }) => [id, use_count]));
  const ours = builtInTemplates.map(
    ({ id, pattern }): NameTemplate => ({ id, name: id, pattern, isBuiltIn: true, useCount: countOf.get(id) ?? 0 }),
  );
  const own = rows.flatMap(({ id, name, pattern, use_count }): NameTemplate[] =>
    name === null || pattern === null ? [] : [{ id, name, pattern, isBuiltIn: false, useCount: use_count }],
  );
  const wanted = foldText(text.trim());
  return [...ours, ...own]
    .filter(({ name, pattern }) => foldText(`${name} ${pattern}`).includes(wanted))
    .sort((one, other) => other.useCount - one.useCount);
}

/** Throws PATTERN_INVALID, and NOT_FOUND for one that is not the user's. */
export function saveTemplate(
  db: Db,
  template: { id?: string | undefined; name: string; pattern: string },
): NameTemplate {
  checkPattern(template.pattern);
  const id = template.id ?? randomUUID();
  if (template.id === undefined) {
    run(
      db,
      build.insertInto('name_template').values({ id, name: template.name, pattern: template.pattern, use_count: 0 }),
    );
  } else {
    const changed = prepare(db, 'UPDATE name_template SET name = ?, pattern = ? WHERE id = ? AND name IS NOT NULL').run(
      template.name,
      template.pattern,
      id,
    );
    if (changed.changes === 0) throw new AppError('NOT_FOUND', 'That pattern is no longer kept.', { id });
  }
  return listTemplates(db, '').find((one) => one.id === id) as NameTemplate;
}

export function removeTemplate(db: Db, id: string): void {
  prepare(db, 'DELETE FROM name_template WHERE id = ? AND name IS NOT NULL').run(id);
}
