import { compareTexts } from './exact.ts';
import type { Ids, Problem, ProblemCode, Warning, WarningCode } from './output.ts';

/** Gathers what is doubtful and what is wrong, each once. */
export class Findings {
  readonly #warnings = new Map<string, Warning>();
  readonly #problems = new Map<string, Problem>();

  warn(code: WarningCode, ids: Ids): void {
    const key = keyOf(code, ids);
    const known = this.#warnings.get(key);
    if (known) known.count++;
    else this.#warnings.set(key, { code, ids, count: 1 });
  }

  refuse(code: ProblemCode, ids: Ids, value: string | number = ''): void {
    const problem = { code, ids, value: String(value) };
    this.#problems.set(`${keyOf(code, ids)} ${problem.value}`, problem);
  }

  get warnings(): Warning[] {
    return inOrder(this.#warnings);
  }

  get problems(): Problem[] {
    return inOrder(this.#problems);
  }
}

function keyOf(code: string, ids: Ids): string {
  const parts = Object.entries(ids).map(([name, id]) => `${name}=${String(id).padStart(16, '0')}`);
  return [code, ...parts.sort()].join(' ');
}

function inOrder<Found>(found: Map<string, Found>): Found[] {
  return [...found].sort(([one], [other]) => compareTexts(one, other)).map(([, each]) => each);
}
