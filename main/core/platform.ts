import type { WatchTimes } from '#core/library/watch/watch-times.ts';
import type { ServiceId } from '#shared/contract/connectors.ts';
import type { Emit } from '#shared/contract/index.ts';
import type { Settings } from '#shared/contract/settings.ts';
import type { Disk } from './files/disk.ts';

/** Threads the core may start. */
export type WorkerName =
  | 'metadata'
  | 'analysis'
  | 'reader'
  | 'decode'
  | 'models'
  | 'sounds'
  | 'sets'
  | 'files'
  | 'backups'
  | 'duplicates'
  | 'packages'
  | 'papers'
  | 'schemas'
  | 'reports'
  | 'royalties'
  | 'statements'
  | 'statement-queries';

/** What a host lends to the core. */
export type Platform = {
  /** The library's folder; everything we write lies in it. */
  home: string;
  version: string;
  /** Cores that work may be spread over. */
  cores: number;
  /** False where files are only to be read and indexed: analysis stays queued for the next start. */
  runAnalysis: boolean;
  /** Whether folders are looked after in the background, where the user's settings want it. */
  runWatch?: boolean;
  /** For tests: how long the watcher waits for what, and how long a file must have stayed as it is to count as whole. */
  watchTimes?: Partial<WatchTimes>;
  settleMs?: number;
  /** Overrides the user's setting: the command line takes the whole machine. */
  speed?: Settings['speed'];
  /** Parses every answer against the contract too: for tests and development. */
  checkOutput?: boolean;
  emit: Emit;
  /** For failures that nobody else is told of. */
  logError(message: string, error: unknown): void;
  /** Where the system keeps its trash, for tests that must not fill the user's. */
  trash?: { dataHome: string };
  /** Another way to the files, for tests that let calls fail. */
  disk?: Disk;
  workerUrl(name: WorkerName): URL;
  now(): number;
  /** Whether to be sparing with power; left out where nobody can tell. */
  isOnBattery?(): boolean;
  /** Whether somebody is at the machine; left out where nobody can tell. */
  presence?: Presence;
  host: HostAbilities;
  /** The system's keychain; without it what services sign in with is forgotten when the program ends. */
  secrets?: SecretKeeper;
  /** Where a team reaches the library over the network; left out where it is not shared. */
  sharedAt?(): string[];
  /** Other addresses of services, for tests. */
  serviceUrls?: Partial<Record<ServiceId, string>>;
  /**
   * Closes the core, lets `between` work on the library's file, and opens a new core in its place. Given by `openCore`;
   * without it a library cannot be restored while it runs.
   */
  reopen?(between: () => void): Promise<void>;
};

/** What a system says of whether somebody is there, and it is awake. */
export type Presence = {
  /** Milliseconds since the last key or pointer, in any program. */
  idleMs(): number;
  /** Calls until the function it answers with is called. */
  listen(listener: (event: PresenceEvent) => void): () => void;
};
export type PresenceEvent = 'suspend' | 'resume' | 'lock' | 'unlock';

/** The system's keychain, as a host lends it. */
export type SecretKeeper = {
  /** Whether what it encrypts can be read by this user alone; on some systems there is no such place. */
  isProtected(): Promise<boolean>;
  encrypt(text: string): Promise<Uint8Array>;
  /** Throws where the bytes come from another machine or user. */
  decrypt(bytes: Uint8Array): Promise<string>;
};

/** What a host can do beside carrying calls. A missing function is an ability it does not have. */
export type HostAbilities = {
  kind: 'electron' | 'browser';
  /** Whether the window can tell the path of a dropped file. */
  canReadDropPaths: boolean;
  /** Whether the program can go on without its window. */
  canStayInTray?: boolean;
  /** The system's folder dialog; null when the user cancelled. */
  pickFolder?(): Promise<string | null>;
  pickFiles?(): Promise<string[]>;
  /** Shows a file in the system's file manager. */
  revealFile?(path: string): Promise<void>;
  /** Goes on with a drag of the window, as one of these files. There is at least one, and all are there. */
  startDrag?(paths: readonly string[]): Promise<void>;
  /** Lets the system start the program when the user logs in, or not any more. */
  setStartAtLogin?(isOn: boolean): Promise<void>;
};
