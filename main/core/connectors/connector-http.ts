import type { ServiceId } from '#shared/contract/connectors.ts';
import { AppError, type ErrorCode } from '#shared/errors.ts';
import { Breaker } from './breaker.ts';
import { taskSignal, untilAborted } from './task-signal.ts';

/** What a service may be asked. */
export type ServiceRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  url: string;
  headers?: Record<string, string>;
  /** Sent as it is; set its content type in `headers`. */
  body?: string | Uint8Array;
  /** How long an answer may take. */
  timeoutMs?: number;
  /** Larger answers are refused. */
  maxBytes?: number;
  /** Whether asking twice does no harm; only then is it asked again. Methods but POST are. */
  isRepeatable?: boolean;
  /** Statuses that are an answer and no failure, beside those below 400. */
  expects?: readonly number[];
  /**
   * Whether an answer that names another address may be followed there. Nothing else is: keys and tokens go to the service
   * they are for and to nobody it names.
   */
  follows?: (address: URL) => boolean;
  /** Beside that of the task it is made for. */
  signal?: AbortSignal;
};

export type ServiceReply = { status: number; headers: Headers; bytes: Uint8Array };

type HttpOptions = {
  service: ServiceId;
  now(): number;
  /** The least time between the starts of two requests. */
  intervalMs: number;
  /** Sent with each request; a function where it depends on what the user typed. */
  userAgent: string | (() => string);
  /** Names a failure the service words in its own way; undefined leaves it to its status. */
  explain?: (status: number, body: string) => ErrorCode | undefined;
  /** For tests. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  onChange(): void;
};

const retries = 3;
/** Longer waits are the task queue's business. */
const longestWaitMs = 20_000;
const usualTimeoutMs = 20_000;
const usualMaxBytes = 8 * 1024 ** 2;
const mostRedirects = 5;

/**
 * The door to one service: requests go one after the other and no faster than it allows, wait when it says so, are asked again
 * where that does no harm, and rest for a while when nothing but failures comes back.
 *
 * Throws SERVICE_OFFLINE, SERVICE_BUSY (`details.until`), SERVICE_QUOTA, SERVICE_SIGN_IN, SERVICE_REFUSED, SERVICE_ANSWER,
 * CANCELLED.
 */
export class ConnectorHttp {
  readonly #options: HttpOptions;
  readonly #closing = new AbortController();
  readonly breaker: Breaker;
  #last: Promise<unknown> = Promise.resolve();
  #nextAt = 0;
  #busyUntil = 0;
  #lastError: ErrorCode | null = null;
  #told = '';

  constructor(options: HttpOptions) {
    this.#options = options;
    this.breaker = new Breaker(options.now);
  }

  get busyUntil(): number | null {
    return this.#busyUntil > this.#options.now() ? this.#busyUntil : null;
  }

  get lastError(): ErrorCode | null {
    return this.#lastError;
  }

  async json(request: ServiceRequest): Promise<unknown> {
    const { bytes } = await this.send({ ...request, headers: { accept: 'application/json', ...request.headers } });
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch (error) {
      throw this.#note(new AppError('SERVICE_ANSWER', 'The answer is not JSON.', {}, { cause: error }));
    }
  }

  send(request: ServiceRequest): Promise<ServiceReply> {
    const signals = [request.signal, taskSignal(), this.#closing.signal].filter((each) => each !== undefined);
    const signal = AbortSignal.any(signals);
    const answer = this.#last.then(() => this.#sendInTurn({ ...request, signal }));
    this.#last = answer.catch(() => undefined);
    // What is before it may take long: who is cancelled does not wait for its turn.
    return untilAborted(answer, signal);
  }

  close(): void {
    this.#closing.abort();
  }

  async #sendInTurn(request: ServiceRequest & { signal: AbortSignal }): Promise<ServiceReply> {
    const isRepeatable = request.isRepeatable ?? request.method !== 'POST';
    for (let attempt = 0; ; attempt += 1) {
      try {
        const reply = await this.#sendOnce(request);
        this.#lastError = null;
        this.#tell();
        return reply;
      } catch (error) {
        const failure = this.#note(error);
        if (attempt >= retries || !isRepeatable) throw failure;
        const waitMs = this.#waitFor(failure, attempt);
        if (waitMs === null) throw failure;
        await this.#sleep(waitMs, request.signal);
      }
    }
  }

  /** How long to wait before asking again; null where that does not help or would take too long. */
  #waitFor({ code, details }: AppError, attempt: number): number | null {
    const { now } = this.#options;
    if (code === 'SERVICE_BUSY') {
      const waitMs = Math.max(1000, Number(details.until) - now());
      return waitMs <= longestWaitMs ? waitMs : null;
    }
    if (code === 'SERVICE_OFFLINE' && details.isAsked === true) return 1000 * 2 ** attempt;
    return null;
  }

  async #sendOnce(request: ServiceRequest & { signal: AbortSignal }): Promise<ServiceReply> {
    const { now, intervalMs } = this.#options;
    const restMs = this.#busyUntil - now();
    if (restMs > longestWaitMs) throw busy(this.#busyUntil);
    await this.#sleep(Math.max(0, restMs, this.#nextAt - now()), request.signal);
    if (!this.breaker.enter()) {
      throw new AppError('SERVICE_OFFLINE', 'The service does not answer.', { until: this.breaker.opensAt });
    }
    this.#nextAt = now() + intervalMs;
    let reply: ServiceReply;
    try {
      reply = await this.#fetch(request);
    } catch (error) {
      if (request.signal.aborted) {
        this.breaker.leave();
        throw new AppError('CANCELLED', 'The request was cancelled.');
      }
      this.breaker.fail();
      if (error instanceof AppError) throw error;
      throw new AppError('SERVICE_OFFLINE', 'No answer came.', { isAsked: true }, { cause: error });
    }
    return this.#judge(request, reply);
  }

  async #fetch(request: ServiceRequest & { signal: AbortSignal }): Promise<ServiceReply> {
    const { method = 'GET', headers = {}, body, timeoutMs, maxBytes, follows } = request;
    const { userAgent } = this.#options;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs ?? usualTimeoutMs)]);
    let { url } = request;
    for (let redirects = 0; ; redirects += 1) {
      const response = await fetch(url, {
        method,
        headers: { 'user-agent': typeof userAgent === 'string' ? userAgent : userAgent(), ...headers },
        ...(body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> }),
        redirect: 'manual',
        signal,
      });
      const elsewhere = URL.parse(response.headers.get('location') ?? '', url);
      if (response.status < 300 || response.status >= 400 || !elsewhere || !follows?.(elsewhere)) {
        const bytes = await readBounded(response, maxBytes ?? usualMaxBytes);
        return { status: response.status, headers: response.headers, bytes };
      }
      await response.body?.cancel();
      if (redirects === mostRedirects) throw new AppError('SERVICE_ANSWER', 'It sends from one address to the next.');
      url = elsewhere.href;
    }
  }

  #judge({ expects = [] }: ServiceRequest, reply: ServiceReply): ServiceReply {
    const { status, headers, bytes } = reply;
    // 408: it gave up waiting for us.
    if (status >= 500 || status === 429 || status === 408) {
      const code = this.#options.explain?.(status, new TextDecoder().decode(bytes.subarray(0, 4096)));
      if (status === 429) this.breaker.succeed();
      else this.breaker.fail();
      if (code && code !== 'SERVICE_BUSY') throw new AppError(code, 'The service said no.', { status });
      if (status !== 429 && status !== 503) {
        throw new AppError('SERVICE_OFFLINE', 'The service failed.', { status, isAsked: true });
      }
      this.#busyUntil = this.#options.now() + retryAfterMs(headers, this.#options.now());
      throw busy(this.#busyUntil);
    }
    this.breaker.succeed();
    if (status < 300 || expects.includes(status)) return reply;
    const named = this.#options.explain?.(status, new TextDecoder().decode(bytes.subarray(0, 4096)));
    throw new AppError(named ?? (status === 401 ? 'SERVICE_SIGN_IN' : 'SERVICE_REFUSED'), 'The service said no.', {
      status,
    });
  }

  #note(error: unknown): AppError {
    const failure = error instanceof AppError ? error : new AppError('SERVICE_OFFLINE', String(error));
    if (failure.code !== 'CANCELLED') {
      this.#lastError = failure.code;
      this.#tell();
    }
    return failure;
  }

  /** Only of what is new: who shows answers asks again when something changed. */
  #tell(): void {
    const state = [this.#lastError, this.breaker.state, this.busyUntil].join();
    if (state === this.#told) return;
    this.#told = state;
    this.#options.onChange();
  }

  async #sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0 && !signal.aborted) await (this.#options.sleep ?? sleep)(ms, signal);
    if (signal.aborted) throw new AppError('CANCELLED', 'The request was cancelled.');
  }
}

function busy(until: number): AppError {
  return new AppError('SERVICE_BUSY', 'The service asks to wait.', { until });
}

/** Seconds or a date, as RFC 9110 has it; a few seconds where it says nothing. */
function retryAfterMs(headers: Headers, now: number): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, 24 * 3_600_000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? 2000 : Math.min(Math.max(0, date - now), 24 * 3_600_000);
}

async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxBytes) throw new AppError('SERVICE_ANSWER', 'The answer is too large.', { maxBytes });
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
