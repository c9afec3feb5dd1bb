import { useSyncExternalStore } from 'react';
import type { WaveColours } from './draw-waveform.ts';

export type ThemeColours = WaveColours & {
  frame: string;
  playhead: string;
  /** Lines over a waveform: of little weight, of some, and those that a user can move. */
  line: string;
  strongLine: string;
  accent: string;
};

/** Canvas cannot read custom properties, so the tokens are read here, once for each theme. */
let colours: ThemeColours | null = null;
const listeners = new Set<() => void>();
let stopWatching: (() => void) | null = null;

function readColours(): ThemeColours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    low: token('--wave-low'),
    mid: token('--wave-mid'),
    high: token('--wave-high'),
    frame: token('--frame'),
    playhead: token('--playhead'),
    line: token('--line-strong'),
    strongLine: token('--text-3'),
    accent: token('--accent-line'),
  };
}

function forget(): void {
  colours = null;
  for (const listener of listeners) listener();
}

function watchTheme(): () => void {
  const observer = new MutationObserver(forget);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const media = ['(prefers-color-scheme: light)', '(prefers-contrast: more)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of media) query.addEventListener('change', forget);
  return () => {
    observer.disconnect();
    for (const query of media) query.removeEventListener('change', forget);
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  stopWatching ??= watchTheme();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopWatching?.();
    stopWatching = null;
    colours = null;
  };
}

function getColours(): ThemeColours {
  colours ??= readColours();
  return colours;
}

export function useThemeColours(): ThemeColours {
  return useSyncExternalStore(subscribe, getColours);
}
