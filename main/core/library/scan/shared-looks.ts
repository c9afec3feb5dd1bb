import { nodeRoots, type RootFileSystem } from './root-check.ts';

/**
 * Looks at roots, each question asked once at a time: one that a dead network share never answers occupies one thread of
 * Node's few, however often it is asked again.
 */
export class SharedLooks implements RootFileSystem {
  readonly #fileSystem: RootFileSystem;
  readonly #pending = new Map<string, Promise<unknown>>();

  constructor(fileSystem: RootFileSystem = nodeRoots) {
    this.#fileSystem = fileSystem;
  }

  /** Questions without an answer. */
  get pending(): number {
    return this.#pending.size;
  }

  folderKey(path: string): Promise<string | null> {
    return this.#once(`key ${path}`, () => this.#fileSystem.folderKey(path));
  }

  isEmpty(path: string): Promise<boolean> {
    return this.#once(`empty ${path}`, () => this.#fileSystem.isEmpty(path));
  }

  exists(path: string): Promise<boolean> {
    return this.#once(`exists ${path}`, () => this.#fileSystem.exists(path));
  }

  #once<Answer>(question: string, ask: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#pending.get(question) as Promise<Answer> | undefined;
    if (asked) return asked;
    const answer = ask().finally(() => this.#pending.delete(question));
    this.#pending.set(question, answer);
    return answer;
  }
}
