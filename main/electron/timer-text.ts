import type { Dispatch } from '#core/dispatch.ts';
import type { Output } from '#shared/contract/index.ts';
import { formatHours } from '#shared/time/duration.ts';
import { timeName } from '#shared/time/time-name.ts';

const minuteMs = 60_000;

/** Follows the timer of whoever sits at this machine: '1:24 Copper Thread, Vocals', told anew once a minute; '' without one. */
export class TimerText {
  readonly #dispatch: Dispatch;
  readonly #onChange: (text: string) => void;
  readonly #now: () => number;
  #running: { startAt: number; name: string } | null = null;
  #tick: NodeJS.Timeout | undefined;
  #text = '';

  constructor(dispatch: Dispatch, onChange: (text: string) => void, now: () => number = Date.now) {
    this.#dispatch = dispatch;
    this.#onChange = onChange;
    this.#now = now;
  }

  /** Asks what runs; call it at the start and whenever time changed. */
  async look(): Promise<void> {
    const reply = await this.#dispatch('time.running', undefined);
    const entry = reply.ok ? (reply.value as Output<'time.running'>).entry : null;
    this.#running = entry ? { startAt: entry.startAt, name: timeName(entry) || 'Time' } : null;
    this.#draw();
  }

  close(): void {
    clearTimeout(this.#tick);
  }

  #draw(): void {
    clearTimeout(this.#tick);
    const running = this.#running;
    const worked = running ? Math.max(0, this.#now() - running.startAt) : 0;
    if (running) this.#tick = setTimeout(() => this.#draw(), minuteMs - (worked % minuteMs)).unref();
    const text = running ? `${formatHours(worked)} ${running.name}` : '';
    if (text === this.#text) return;
    this.#text = text;
    this.#onChange(text);
  }
}
