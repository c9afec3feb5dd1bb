import type { Changes } from '#core/changes.ts';
import { type Db, prepare } from '#core/db/query.ts';
import type { Notifications } from '#core/notifications/notifications.ts';
import type { MemberRole } from '#shared/contract/people.ts';
import { mayDo } from '#shared/permissions/roles.ts';
import { type BudgetOfProject, readBurns } from './project-burn.ts';

/** Of the budget, in percent; each is told once. */
const steps = [80, 100] as const;
const settleMs = 500;

type BudgetWatchOptions = {
  db: Db;
  now(): number;
  changes: Changes;
  notifications: Notifications;
  logError(message: string, error: unknown): void;
};

type Watched = BudgetOfProject & { name: string; toldHours: number; toldMoney: number };

/**
 * Tells who plans projects when a budget is used by 80 and by 100 percent, each once. A budget that is raised, or time that is
 * taken away again, lets it be told another time.
 */
export class BudgetWatch {
  readonly #options: BudgetWatchOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BudgetWatchOptions) {
    this.#options = options;
    options.changes.listen(({ topics }) => {
      if (topics.includes('time') || topics.includes('expenses')) this.#touch();
    });
  }

  /** Looks at all budgets at once. */
  look(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { db, now } = this.#options;
    const projects = prepare(
      db,
      `SELECT id, name, currency, budget_minutes AS budgetMinutes, budget_minor AS budgetMinor,
         told_hours AS toldHours, told_money AS toldMoney FROM project
       WHERE status <> 'archived' AND (budget_minutes > 0 OR budget_minor > 0 OR told_hours > 0 OR told_money > 0)`,
    ).all() as Watched[];
    if (projects.length === 0) return;
    const burns = readBurns(db, projects, now());
    for (const project of projects) {
      const burn = burns.get(project.id);
      this.#compare(project, 'hours', burn?.hoursShare ?? null);
      this.#compare(project, 'money', burn?.moneyShare ?? null);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #touch(): void {
    this.#timer ??= setTimeout(() => {
      try {
        this.look();
      } catch (error) {
        this.#options.logError('Budgets could not be looked at', error);
      }
    }, settleMs);
  }

  #compare(project: Watched, what: 'hours' | 'money', share: number | null): void {
    const { db } = this.#options;
    const told = what === 'hours' ? project.toldHours : project.toldMoney;
    const reached = steps.findLast((step) => share !== null && share * 100 >= step) ?? 0;
    if (reached === told) return;
    prepare(db, `UPDATE project SET told_${what} = ? WHERE id = ?`).run(reached, project.id);
    if (reached < told) return;
    for (const personId of this.#planners()) {
      this.#options.notifications.add({
        kind: 'budgetReached',
        personId,
        severity: reached >= 100 ? 'error' : 'warning',
        facts: { project: project.name, percent: reached, what },
        view: 'projects',
        item: project.id,
        mergeKey: `budget:${project.id}:${what}`,
      });
    }
  }

  #planners(): number[] {
    const members = prepare(
      this.#options.db,
      `SELECT id, member_role AS role FROM person
       WHERE member_role IS NOT NULL AND member_state = 'active' AND removed_at IS NULL`,
    ).all() as { id: number; role: MemberRole }[];
    return members.filter(({ role }) => mayDo(role, 'editProjects')).map(({ id }) => id);
  }
}
