import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { type AnalysedFile, type Analyser, createAnalyser } from '#core/analyser.ts';
import { AppError, toWire } from '#shared/errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { workerUrl } from '../headless-platform.ts';
import { createProgressBars, formatSpan, type ProgressBars } from '../terminal/progress-bar.ts';
import type { StopSignal } from '../terminal/stop-signal.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { analysedFileJson } from './track-json.ts';

export type AnalyzeOptions = { files: string[]; asJson: boolean };

type Outcome = { path: string; result: AnalysedFile } | { path: string; error: AppError };

/** Measures files without a library and prints a line for each, in the order they were named. */
export async function analyzeFiles(options: AnalyzeOptions, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  const bars = createProgressBars(terminal);
  const analyser = createAnalyser({
    cores: Math.min(availableParallelism(), options.files.length),
    workerUrl,
    logError: (message, error) => bars.say(`${message}: ${error}`),
  });
  let failed = 0;
  try {
    await analyseInOrder(analyser, options.files, stop.signal, bars, (outcome) => {
      if ('error' in outcome) {
        failed += 1;
        bars.say(`${outcome.path}: ${outcome.error.message} (${outcome.error.code})`);
      }
      bars.pause(() => terminal.writeOut(`${options.asJson ? jsonLine(outcome) : textLine(outcome)}`));
    });
  } finally {
    bars.clear();
    await analyser.close();
  }
  return stop.exitCode() ?? (failed > 0 ? exitCodes.failed : exitCodes.allWell);
}

/** Keeps all threads busy; an outcome is told once those before it are. */
async function analyseInOrder(
  analyser: Analyser,
  files: readonly string[],
  signal: AbortSignal,
  bars: ProgressBars,
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const startedAt = performance.now();
  const outcomes: (Outcome | undefined)[] = [];
  let next = 0;
  let told = 0;
  let done = 0;

  async function work(): Promise<void> {
    while (next < files.length && !signal.aborted) {
      const index = next++;
      const outcome = await analyseOne(analyser, files[index] as string, signal);
      if (signal.aborted) return;
      outcomes[index] = outcome;
      done += 1;
      for (let ready = outcomes[told]; ready; ready = outcomes[told]) {
        tell(ready);
        told += 1;
      }
      const perSecond = done / ((performance.now() - startedAt) / 1000);
      const secondsLeft = (files.length - done) / perSecond;
      bars.show([{ label: 'Analysing', done, total: files.length, unit: 'tracks', perSecond, secondsLeft }]);
    }
  }

  bars.show([{ label: 'Analysing', done, total: files.length, unit: 'tracks', perSecond: null, secondsLeft: null }]);
  await Promise.all(Array.from({ length: analyser.threads }, work));
}

async function analyseOne(analyser: Analyser, path: string, signal: AbortSignal): Promise<Outcome> {
  try {
    return { path, result: await analyser.analyse(resolve(path), signal) };
  } catch (error) {
    if (error instanceof AppError) return { path, error };
    const { code, message } = toWire(error);
    return { path, error: new AppError(code, message, {}, { cause: error }) };
  }
}

function jsonLine(outcome: Outcome): string {
  if ('result' in outcome) return `${JSON.stringify(analysedFileJson(outcome.path, outcome.result))}\n`;
  const { code, message } = outcome.error;
  return `${JSON.stringify({ path: outcome.path, error: { code, message } })}\n`;
}

/** Nothing for a failure: stderr has it. */
function textLine(outcome: Outcome): string {
  if ('error' in outcome) return '';
  const facts = analysedFileJson(outcome.path, outcome.result);
  const cells = [
    facts.bpm === null ? 'no tempo' : `${facts.bpm.toFixed(2)} BPM`,
    facts.key === null ? 'no key' : `${facts.camelot} (${facts.key})`,
    facts.lufs === null ? 'silent' : `${facts.lufs.toFixed(1)} LUFS`,
    facts.truePeakDb === null ? '' : `${facts.truePeakDb.toFixed(1)} dBTP`,
    formatSpan(facts.durationMs / 1000),
    facts.path,
  ];
  return `${cells.filter((cell) => cell !== '').join('\t')}\n`;
}
