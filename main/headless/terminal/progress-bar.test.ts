import { expect, test } from 'vitest';
import { createProgressBars, formatProgress, formatSpan, type Progress } from './progress-bar.ts';
import type { Terminal } from './terminal.ts';

const reading: Progress = {
  label: 'Reading',
  done: 4500,
  total: 18204,
  unit: 'files',
  perSecond: 2310.4,
  secondsLeft: 5.9,
  note: 'Music',
};

function terminalThat(isWatched: boolean): Terminal & { text: string } {
  const terminal = {
    text: '',
    isWatched,
    columns: () => 100,
    writeOut: () => undefined,
    writeError(text: string) {
      terminal.text += text;
    },
  };
  return terminal;
}

test('a bar says how many, how fast and how long', () => {
  expect(formatProgress(reading, 200)).toBe(
    'Reading   ━━━━━━──────────────────  4,500 of 18,204 files  2,310 files/s  0:06 left  Music',
  );
});

test('what is not known yet is left out', () => {
  expect(formatProgress({ ...reading, total: null, perSecond: null, secondsLeft: null, note: '' }, 200)).toBe(
    'Reading   ────────────────────────  4,500 files',
  );
});

test('a line never wraps, which would put the next drawing in the wrong place', () => {
  expect(formatProgress(reading, 40).length).toBe(40);
});

test('spans read like clocks', () => {
  expect([0, 5, 65, 3600, 36_061].map(formatSpan)).toEqual(['0:00', '0:05', '1:05', '1:00:00', '10:01:01']);
});

test('bars are drawn over each other on a terminal, with lines said above them', () => {
  const terminal = terminalThat(true);
  const bars = createProgressBars(terminal);
  bars.show([reading]);
  bars.say('one.mp3: audio damaged');
  bars.clear();
  const line = formatProgress(reading, 99);
  const back = '\u001b[1A\r\u001b[J';
  expect(terminal.text).toBe(`${line}\n${back}one.mp3: audio damaged\n${line}\n${back}`);
});

test('nothing is drawn into a pipe, but what is said is', () => {
  const terminal = terminalThat(false);
  const bars = createProgressBars(terminal);
  bars.show([reading]);
  bars.say('one.mp3: audio damaged');
  bars.clear();
  expect(terminal.text).toBe('one.mp3: audio damaged\n');
});
