import type { Db } from '#core/db/query.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';
import type { ConnectorHttp } from './connector-http.ts';
import type { Secrets } from './secret-vault.ts';

/** What a service is connected with. */
export type Access = { settings: Readonly<Record<string, string>>; secrets: Secrets };

export type TaskRun = {
  input: unknown;
  /** What was last saved by `save`; null at first. After a restart the task goes on from there. */
  progress: unknown;
  save(progress: unknown, share: number | null): void;
  signal: AbortSignal;
};

/** Does one kind of task. Throwing SERVICE_OFFLINE, SERVICE_BUSY or SERVICE_QUOTA puts it off, anything else ends it. */
export type TaskKind = {
  /** What a task is about, for people. */
  subject(input: unknown): string;
  run(task: TaskRun): Promise<void>;
  /** Takes back what a task that was dropped has left at the service; it may fail. */
  discard?(progress: unknown): Promise<void>;
};

/** One service: how it is reached and what it does. Made by its own folder, named in connectors.ts. */
export type Connector = {
  id: ServiceId;
  http: ConnectorHttp;
  /** Doors to other servers of it. */
  moreHttp?: readonly ConnectorHttp[];
  /**
   * Looks whether it can be used with this, before anything is kept, and answers with the account's name. Null for services
   * that sign in on a page of their own: see `signIn`.
   */
  check: ((access: Access) => Promise<string>) | null;
  signIn?: SignIn;
  tasks: Readonly<Record<string, TaskKind>>;
  /** Takes away what was learned from it, beside answers, links and tasks. Runs in a transaction. */
  purge?(db: Db): void;
};

export type SignIn = {
  /** Begins; the page at `url` is where the user goes on. `finished` resolves when they are back. */
  begin(settings: Readonly<Record<string, string>>): Promise<{
    url: string;
    finished: Promise<{ account: string; secrets: Secrets }>;
  }>;
  /** Ends what waits for the user. */
  cancel(): void;
};
