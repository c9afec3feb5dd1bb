import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Db } from '#core/db/query.ts';
import { openTestDb, tempFolder } from '#core/testing/temp-library.ts';
import { AppError } from '#shared/errors.ts';
import { keepAnswer, listTasks } from './connections.repository.ts';
import type { Connector, TaskRun } from './connector.ts';
import { ConnectorHttp } from './connector-http.ts';
import { Connectors } from './connectors.ts';
import { SecretVault } from './secret-vault.ts';

const folder = tempFolder();
let db: Db;
let connectors: Connectors;
let clock: number;
let runs: { input: unknown; progress: unknown }[];
let vault: SecretVault;
/** Checks that wait, by their bucket. */
let answers: Map<string, PromiseWithResolvers<void>>;
let work: (task: TaskRun) => Promise<void>;

function service(): Connector {
  return {
    id: 's3',
    http: new ConnectorHttp({ service: 's3', now: () => clock, intervalMs: 0, userAgent: '', onChange() {} }),
    check: async ({ settings, secrets }) => {
      await answers.get(settings.bucket ?? '')?.promise;
      if (secrets.secretAccessKey !== 'good') throw new AppError('SERVICE_REFUSED', 'No.');
      return settings.bucket === 'b' ? 'music' : (settings.bucket ?? '');
    },
    tasks: {
      upload: {
        subject: (input) => `the file ${input}`,
        run: (task) => {
          runs.push({ input: task.input, progress: task.progress });
          return work(task);
        },
      },
    },
  };
}

function open() {
  vault = new SecretVault({ directory: folder.path, keeper: undefined, logError() {} });
  const opened = new Connectors({ db, vault, now: () => clock, logError() {}, onChange() {} });
  opened.use(service());
  return opened;
}

const values = { endpoint: 'http://127.0.0.1', region: 'x', bucket: 'b', accessKeyId: 'a', secretAccessKey: 'good' };

async function connect(given: Record<string, string>) {
  await connectors.connect('s3', given);
  await connectors.waitForIdle();
}

beforeEach(() => {
  db = openTestDb();
  clock = 1000;
  runs = [];
  answers = new Map();
  work = async () => undefined;
  connectors = open();
});
afterEach(async () => {
  await connectors.close();
  folder.remove();
});

test('nothing is kept of a service that refuses; what is connected names its account and no secret', async () => {
  await connect({ ...values, secretAccessKey: 'bad' });
  expect(await connectors.list()).toMatchObject([
    { isConnected: false, isConnecting: false, connectError: 'SERVICE_REFUSED' },
  ]);
  await expect(connectors.connect('s3', { ...values, bucket: ' ' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(connectors.isConnected('s3')).toBe(false);
  await expect(connectors.access('s3')).rejects.toMatchObject({ code: 'SERVICE_NOT_CONNECTED' });
  await connect(values);
  const [state] = await connectors.list();
  expect(state).toMatchObject({ id: 's3', isConnected: true, needsSignIn: false, account: 'music' });
  expect(JSON.stringify([state, db.prepare('SELECT * FROM connection').all()])).not.toContain('good');
  expect((await connectors.access('s3')).secrets).toEqual({ secretAccessKey: 'good' });
});

test('a service that answers after the user thought better of it is not connected', async () => {
  answers.set('b', Promise.withResolvers());
  await connectors.connect('s3', values);
  await connectors.disconnect('s3', false);
  answers.get('b')?.resolve();
  await new Promise(setImmediate);
  expect([connectors.isConnected('s3'), await vault.read('s3')]).toEqual([false, undefined]);
  expect(await connectors.list()).toMatchObject([{ isConnecting: false, connectError: null }]);
});

test('of two tries the later one counts, whichever is answered first', async () => {
  answers.set('slow', Promise.withResolvers());
  await connectors.connect('s3', { ...values, bucket: 'slow' });
  await connect({ ...values, bucket: 'late' });
  answers.get('slow')?.resolve();
  await new Promise(setImmediate);
  expect(await connectors.list()).toMatchObject([{ isConnected: true, account: 'late', settings: { bucket: 'late' } }]);
});

test('what was renewed after disconnecting is not kept', async () => {
  await connect(values);
  await connectors.disconnect('s3', false);
  await connectors.keepSecrets('s3', { secretAccessKey: 'good' });
  expect(await vault.read('s3')).toBeUndefined();
});

test('nothing is asked of a service that is not connected; what wanted a sign-in goes on after it', async () => {
  expect(() => connectors.queue.add('s3', 'upload', 1)).toThrow('not connected');
  await connect(values);
  work = async () => {
    throw new AppError('SERVICE_SIGN_IN', 'Sign in.');
  };
  connectors.queue.add('s3', 'upload', 1);
  await connectors.queue.waitForIdle();
  expect(connectors.tasks()).toMatchObject([{ state: 'failed', error: 'SERVICE_SIGN_IN' }]);
  work = async () => undefined;
  await connect(values);
  expect([runs.length, connectors.tasks()]).toEqual([2, []]);
});

test('a running task that is tried again does not run twice', async () => {
  await connect(values);
  const ended = Promise.withResolvers<void>();
  work = () => ended.promise;
  const id = connectors.queue.add('s3', 'upload', 1);
  await vi.waitFor(() => expect(runs).toHaveLength(1));
  connectors.queue.retry(id);
  expect(connectors.tasks()).toMatchObject([{ state: 'running' }]);
  ended.resolve();
  await connectors.queue.waitForIdle();
  expect([runs.length, connectors.tasks()]).toEqual([1, []]);
});

test('after a restart without a keychain it asks to sign in again', async () => {
  await connect(values);
  await connectors.close();
  connectors = open();
  expect(await connectors.list()).toMatchObject([{ isConnected: true, needsSignIn: true }]);
  await expect(connectors.access('s3')).rejects.toMatchObject({ code: 'SERVICE_SIGN_IN' });
});

test('a task that finds no net waits, and goes on where it was, also after a restart', async () => {
  await connect(values);
  work = async ({ save }) => {
    save({ part: 3 }, 0.5);
    throw new AppError('SERVICE_OFFLINE', 'No net.');
  };
  connectors.queue.add('s3', 'upload', 'song.flac');
  await connectors.queue.waitForIdle();
  expect(connectors.tasks()).toMatchObject([
    { state: 'waiting', subject: 'the file song.flac', progress: 0.5, attempts: 1, error: 'SERVICE_OFFLINE' },
  ]);
  expect((connectors.tasks()[0]?.runAfter ?? 0) - clock).toBeGreaterThan(1000);
  await connectors.close();
  connectors = open();
  work = async () => undefined;
  connectors.start();
  await connectors.queue.waitForIdle();
  expect(runs).toHaveLength(1);
  clock += 60_000;
  connectors.queue.wake();
  await connectors.queue.waitForIdle();
  expect(runs[1]).toEqual({ input: 'song.flac', progress: { part: 3 } });
  expect(connectors.tasks()).toEqual([]);
});

test('one that ran when the process died runs again; one that is refused stays as failed until it is tried or dropped', async () => {
  await connect(values);
  db.prepare(
    "INSERT INTO service_task (service, kind, input, state, created_at) VALUES ('s3', 'upload', '1', 'running', 0)",
  ).run();
  work = async () => {
    throw new AppError('SERVICE_REFUSED', 'No.');
  };
  connectors = open();
  connectors.start();
  await connectors.queue.waitForIdle();
  expect(connectors.tasks()).toMatchObject([{ state: 'failed', error: 'SERVICE_REFUSED' }]);
  expect(await connectors.list()).toMatchObject([{ waiting: 0, failed: 1 }]);
  const { id } = connectors.tasks()[0] as { id: number };
  connectors.queue.retry(id);
  await connectors.queue.waitForIdle();
  expect(runs).toHaveLength(2);
  await connectors.queue.drop(id);
  expect(connectors.tasks()).toEqual([]);
});

test('disconnecting ends what runs and forgets what waits; purging also what was learned', async () => {
  await connect(values);
  let aborted = false;
  work = ({ signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        aborted = true;
        reject(new AppError('CANCELLED', 'Cancelled.'));
      });
    });
  connectors.queue.add('s3', 'upload', 1);
  await vi.waitFor(() => expect(runs).toHaveLength(1));
  keepAnswer(db, 's3', 'list', [1], { now: clock, forMs: 1000 });
  await connectors.disconnect('s3', false);
  expect([aborted, listTasks(db, 10), connectors.isConnected('s3')]).toEqual([true, [], false]);
  expect(db.prepare('SELECT count(*) FROM service_answer').pluck().get()).toBe(1);
  await connect(values);
  await connectors.disconnect('s3', true);
  expect(db.prepare('SELECT count(*) FROM service_answer').pluck().get()).toBe(0);
});
