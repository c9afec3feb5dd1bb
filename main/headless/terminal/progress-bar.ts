import type { Terminal } from './terminal.ts';

/** One bar: a count of things, how fast they go, and how long it will take. */
export type Progress = {
  label: string;
  done: number;
  /** Null while it is still being counted. */
  total: number | null;
  unit: string;
  /** Things a second, or null until known. */
  perSecond: number | null;
  secondsLeft: number | null;
  /** Said beside it, such as how many failed. */
  note?: string;
};

export type ProgressBars = {
  show(bars: readonly Progress[]): void;
  /** Writes a line above the bars. */
  say(line: string): void;
  /** Takes the bars away while something is written to the same terminal. */
  pause(write: () => void): void;
  clear(): void;
};

const cursorUp = (lines: number) => `\u001b[${lines}A`;
const clearBelow = '\r\u001b[J';

/** Draws bars in place on a terminal that a person watches, and nothing into a pipe. */
export function createProgressBars(terminal: Terminal): ProgressBars {
  let shown: readonly Progress[] = [];
  let drawnLines = 0;

  function erase(): string {
    const text = drawnLines === 0 ? '' : cursorUp(drawnLines) + clearBelow;
    drawnLines = 0;
    return text;
  }

  function draw(bars: readonly Progress[]): void {
    shown = bars;
    const text = erase() + bars.map((bar) => `${formatProgress(bar, terminal.columns() - 1)}\n`).join('');
    drawnLines = bars.length;
    if (text !== '') terminal.writeError(text);
  }

  return {
    show(bars) {
      if (terminal.isWatched) draw(bars);
    },
    say(line) {
      terminal.writeError(`${erase()}${line}\n`);
      if (terminal.isWatched) draw(shown);
    },
    pause(write) {
      const text = erase();
      if (text !== '') terminal.writeError(text);
      write();
      if (terminal.isWatched) draw(shown);
    },
    clear: () => draw([]),
  };
}

const barWidth = 24;

/** One line of at most `columns` characters. */
export function formatProgress(progress: Progress, columns: number): string {
  const { done, total, unit } = progress;
  const part = total === null || total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(part * barWidth);
  const texts = [
    `${progress.label.padEnd(9)} ${'━'.repeat(filled)}${'─'.repeat(barWidth - filled)}`,
    total === null ? `${formatCount(done)} ${unit}` : `${formatCount(done)} of ${formatCount(total)} ${unit}`,
    progress.perSecond === null ? '' : `${formatRate(progress.perSecond)} ${unit}/s`,
    progress.secondsLeft === null ? '' : `${formatSpan(progress.secondsLeft)} left`,
    progress.note ?? '',
  ];
  return texts
    .filter((text) => text !== '')
    .join('  ')
    .slice(0, Math.max(0, columns));
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

function formatRate(perSecond: number): string {
  return perSecond < 10 ? perSecond.toFixed(1) : formatCount(perSecond);
}

/** m:ss, or h:mm:ss from an hour. */
export function formatSpan(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}
