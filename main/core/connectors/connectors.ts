import type { Db } from '#core/db/query.ts';
import { type ServiceId, type ServiceState, type ServiceTask, serviceFields } from '#shared/contract/connectors.ts';
import { AppError, type ErrorCode, toWire } from '#shared/errors.ts';
import * as repository from './connections.repository.ts';
import type { Access, Connector } from './connector.ts';
import type { Secrets, SecretVault } from './secret-vault.ts';
import { TaskQueue } from './task-queue.ts';

type ConnectorsOptions = {
  db: Db;
  now(): number;
  vault: SecretVault;
  logError(message: string, error: unknown): void;
  onChange(): void;
};

/** More of what waits is nothing to read. */
const mostShown = 500;

/** The services on the net: which ones are connected, with what, and what they are doing. See README.md. */
export class Connectors {
  readonly #options: ConnectorsOptions;
  readonly #services = new Map<ServiceId, Connector>();
  readonly #needsSignIn = new Set<ServiceId>();
  readonly #connecting = new Map<ServiceId, Promise<void>>();
  readonly #connectErrors = new Map<ServiceId, ErrorCode>();
  readonly queue: TaskQueue;

  constructor(options: ConnectorsOptions) {
    this.#options = options;
    const { db, now, logError, onChange } = options;
    repository.dropOldAnswers(db, now());
    this.queue = new TaskQueue({ db, now, logError, onChange, services: this.#services });
  }

  /** Makes services known; before `start`. */
  use(...services: Connector[]): void {
    for (const service of services) this.#services.set(service.id, service);
  }

  start(): void {
    this.queue.wake();
  }

  isConnected(id: ServiceId): boolean {
    return repository.findConnection(this.#options.db, id) !== undefined;
  }

  /** What a service is reached with. Throws SERVICE_NOT_CONNECTED or SERVICE_SIGN_IN. */
  async access(id: ServiceId): Promise<Access> {
    const connection = repository.findConnection(this.#options.db, id);
    if (!connection) throw new AppError('SERVICE_NOT_CONNECTED', 'This service is not connected.', { service: id });
    const secrets = await this.#options.vault.read(id);
    if (!secrets && this.#hasSecret(id)) {
      this.noteSignedOut(id);
      throw new AppError('SERVICE_SIGN_IN', 'Sign in again.', { service: id });
    }
    return { settings: connection.settings, secrets: secrets ?? {} };
  }

  /** What it signs in with is no longer good. */
  noteSignedOut(id: ServiceId): void {
    if (this.#needsSignIn.has(id)) return;
    this.#needsSignIn.add(id);
    this.#options.onChange();
  }

  async list(): Promise<ServiceState[]> {
    const { db, vault } = this.#options;
    const states: ServiceState[] = [];
    for (const [id, { http }] of this.#services) {
      const connection = repository.findConnection(db, id);
      const isSignedOut = this.#needsSignIn.has(id) || (this.#hasSecret(id) && !(await vault.read(id)));
      states.push({
        id,
        isConnected: connection !== undefined,
        isConnecting: this.#connecting.has(id),
        connectError: this.#connectErrors.get(id) ?? null,
        needsSignIn: connection !== undefined && isSignedOut,
        account: connection?.account ?? '',
        settings: connection?.settings ?? {},
        connectedAt: connection?.connectedAt ?? null,
        breaker: http.breaker.state,
        busyUntil: http.busyUntil,
        lastError: http.lastError,
        ...repository.countTasks(db, id),
      });
    }
    return states;
  }

  tasks(): ServiceTask[] {
    return repository.listTasks(this.#options.db, mostShown).map((task) => ({
      id: task.id,
      service: task.service,
      kind: task.kind,
      state: task.state,
      subject: this.#services.get(task.service)?.tasks[task.kind]?.subject(task.input) ?? '',
      progress: task.progress?.share ?? null,
      attempts: task.attempts,
      runAfter: task.run_after,
      error: task.error_code as ErrorCode | null,
    }));
  }

  /** Keeps what was renewed, unless the service was disconnected in the meantime. */
  async keepSecrets(id: ServiceId, secrets: Secrets): Promise<void> {
    if (!this.isConnected(id)) return;
    await this.#options.vault.write(id, secrets);
    if (!this.isConnected(id)) await this.#options.vault.forget(id);
  }

  /** Begins; nothing is kept unless the service answered. Throws INVALID_INPUT. */
  async connect(id: ServiceId, values: Readonly<Record<string, string>>): Promise<{ signInUrl: string | null }> {
    const service = this.#get(id);
    const { settings, secrets } = sortValues(id, values);
    if (service.check) {
      const answer = service.check({ settings, secrets });
      this.#follow(
        id,
        answer.then((account) => ({ settings, secrets, account })),
      );
      return { signInUrl: null };
    }
    if (!service.signIn) throw new AppError('UNSUPPORTED', 'This service cannot be connected.');
    const { url, finished } = await service.signIn.begin(settings);
    this.#follow(
      id,
      finished.then((signedIn) => ({ settings, ...signedIn })),
    );
    return { signInUrl: url };
  }

  /** Resolves when no service is being connected. */
  async waitForIdle(): Promise<void> {
    await Promise.all(this.#connecting.values());
    await this.queue.waitForIdle();
  }

  #follow(id: ServiceId, work: Promise<Access & { account: string }>): void {
    const { logError, onChange } = this.#options;
    // A later try may take its place, or the user change their mind: what comes after counts for nothing.
    const isWanted = () => this.#connecting.get(id) === ended;
    const ended: Promise<void> = work
      .then(async (found) => {
        if (isWanted()) await this.#keep(id, found, isWanted);
        if (isWanted()) this.#connectErrors.delete(id);
      })
      .catch((error) => {
        if (!isWanted()) return;
        this.#connectErrors.set(id, toWire(error).code);
        if (!(error instanceof AppError)) logError(`${id} could not be connected`, error);
      })
      .then(() => {
        if (isWanted()) this.#connecting.delete(id);
        onChange();
      });
    this.#connectErrors.delete(id);
    this.#connecting.set(id, ended);
    onChange();
  }

  async disconnect(id: ServiceId, isPurged: boolean): Promise<void> {
    const { db, vault, onChange } = this.#options;
    const service = this.#get(id);
    service.signIn?.cancel();
    this.#connecting.delete(id);
    this.#connectErrors.delete(id);
    // Its tasks go with it; what runs is ended then, and cannot learn anything after the purge.
    repository.removeConnection(db, id);
    await this.queue.stop(id);
    if (isPurged) {
      db.transaction(() => {
        repository.purgeService(db, id);
        service.purge?.(db);
      })();
    }
    await vault.forget(id);
    this.#needsSignIn.delete(id);
    onChange();
  }

  async close(): Promise<void> {
    for (const { http, moreHttp = [], signIn } of this.#services.values()) {
      signIn?.cancel();
      for (const each of [http, ...moreHttp]) each.close();
    }
    await this.queue.close();
  }

  async #keep(
    id: ServiceId,
    { settings, secrets, account }: Access & { account: string },
    isWanted: () => boolean,
  ): Promise<void> {
    const { db, vault, now, onChange } = this.#options;
    await vault.write(id, secrets);
    if (!isWanted()) {
      if (!this.isConnected(id)) await vault.forget(id);
      return;
    }
    repository.saveConnection(db, id, { settings: { ...settings }, account, connectedAt: now() });
    repository.retryAfterSignIn(db, id);
    this.#needsSignIn.delete(id);
    onChange();
    this.queue.wake();
  }

  #hasSecret(id: ServiceId): boolean {
    return (
      this.#get(id).signIn !== undefined || serviceFields[id].some(({ isSecret, isRequired }) => isSecret && isRequired)
    );
  }

  #get(id: ServiceId): Connector {
    const service = this.#services.get(id);
    if (!service) throw new AppError('UNSUPPORTED', 'This service is not known here.', { service: id });
    return service;
  }
}

function sortValues(id: ServiceId, values: Readonly<Record<string, string>>): Access {
  const settings: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const { name, isSecret, isRequired } of serviceFields[id]) {
    const value = values[name]?.trim() ?? '';
    if (value === '' && isRequired) throw new AppError('INVALID_INPUT', 'Something is missing.', { field: name });
    if (value !== '') (isSecret ? secrets : settings)[name] = value;
  }
  return { settings, secrets };
}
