import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretKeeper } from '#core/platform.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';

export type Secrets = Readonly<Record<string, string>>;

/** Whose secrets: a service's, or what files to other installations are signed with. */
type SecretName = ServiceId | 'exchange';

/**
 * What services sign in with. Kept in a file only as the system's keychain encrypted it; where there is none, in memory, and
 * forgotten with the process. Never in the library: backups and copies of it hold no secrets.
 */
export class SecretVault {
  readonly #directory: string;
  readonly #keeper: SecretKeeper | undefined;
  readonly #logError: (message: string, error: unknown) => void;
  readonly #known = new Map<SecretName, Secrets>();
  #isProtected: Promise<boolean> | undefined;

  constructor(options: {
    directory: string;
    keeper: SecretKeeper | undefined;
    logError(message: string, error: unknown): void;
  }) {
    this.#directory = options.directory;
    this.#keeper = options.keeper;
    this.#logError = options.logError;
  }

  /** Whether secrets are still there after a restart. */
  keeps(): Promise<boolean> {
    this.#isProtected ??= this.#keeper?.isProtected().catch(() => false) ?? Promise.resolve(false);
    return this.#isProtected;
  }

  /** Undefined where there are none, or they cannot be read any more. */
  async read(service: SecretName): Promise<Secrets | undefined> {
    const known = this.#known.get(service);
    if (known || !(await this.keeps())) return known;
    const bytes = await readFile(this.#file(service)).catch(() => undefined);
    if (!bytes) return undefined;
    try {
      const secrets = JSON.parse(await (this.#keeper as SecretKeeper).decrypt(bytes)) as Secrets;
      this.#known.set(service, secrets);
      return secrets;
    } catch (error) {
      this.#logError(`What ${service} signs in with cannot be read`, error);
      return undefined;
    }
  }

  /** Resolves when they are kept as well as they can be: before they are used. */
  async write(service: SecretName, secrets: Secrets): Promise<void> {
    this.#known.set(service, secrets);
    if (!(await this.keeps())) return;
    const bytes = await (this.#keeper as SecretKeeper).encrypt(JSON.stringify(secrets));
    const draft = `${this.#file(service)}.draft`;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    // On the disk before it takes its place: a renewed token is the only one that is good.
    await writeFile(draft, bytes, { mode: 0o600, flush: true });
    await chmod(draft, 0o600);
    await rename(draft, this.#file(service));
  }

  async forget(service: SecretName): Promise<void> {
    this.#known.delete(service);
    await rm(this.#file(service), { force: true });
    await rm(`${this.#file(service)}.draft`, { force: true });
  }

  #file(service: SecretName): string {
    return join(this.#directory, `${service}.secret`);
  }
}
