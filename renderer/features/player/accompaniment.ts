import type { TrackId } from '#shared/contract/library/tracks.ts';
import { mediaClock } from './audio-output.ts';
import { type Clicks, clicksBetween, MusicClock } from './click-schedule.ts';
import { usePlayer } from './player.store.ts';

/** What sounds along with a track while it plays: clicks on its beats, and a soft chord. */
export type Accompaniment = {
  trackId: TrackId;
  clicks: Clicks | null;
  /** Frequencies of a chord that is held, in hertz. */
  chordHz: readonly number[] | null;
};

/** Clicks are put into the output so far ahead, and looked after so often. */
const aheadMs = 160;
const tickMs = 25;
const clickSeconds = 0.04;
const clickGain = 0.7;
const chordGain = 0.07;
/** How long the chord takes to swell and to fade. */
const swellSeconds = 0.08;

type Sounding = { at: number; oscillator: OscillatorNode };

let wanted: Accompaniment | null = null;
let sounds: Sounds | null = null;
let timer: ReturnType<typeof setInterval> | undefined;

/** Sets what sounds along from now on; null ends it. The sound output is opened when something is first heard. */
export function accompany(accompaniment: Accompaniment | null): void {
  wanted = accompaniment;
  sounds?.forget();
  if (accompaniment && (accompaniment.clicks || accompaniment.chordHz)) {
    timer ??= setInterval(tick, tickMs);
    tick();
    return;
  }
  clearInterval(timer);
  timer = undefined;
  sounds?.close();
  sounds = null;
}

function tick(): void {
  const { track, volume, isMuted, part } = usePlayer.getState();
  const { positionMs, rate, isRunning } = mediaClock();
  if (!wanted || !isRunning || track?.id !== wanted.trackId) {
    sounds?.fallSilent();
    return;
  }
  sounds ??= new Sounds();
  sounds.setVolume(isMuted ? 0 : volume);
  sounds.holdChord(wanted.chordHz);
  if (!wanted.clicks) return;
  const upToMs = positionMs + aheadMs * rate;
  sounds.click(wanted.clicks, { positionMs, rate, upToMs: part ? Math.min(upToMs, part.endMs) : upToMs });
}

/** The nodes that make the sounds. They follow the audio element, which has a clock of its own. */
class Sounds {
  readonly #context = new AudioContext({ latencyHint: 'interactive' });
  readonly #volume = this.#context.createGain();
  readonly #clock = new MusicClock();
  #scheduled: Sounding[] = [];
  /** Beats up to here are in the output already. */
  #scheduledToMs = Number.NEGATIVE_INFINITY;
  #chord: { gain: GainNode; oscillators: OscillatorNode[]; hz: readonly number[] } | null = null;

  constructor() {
    this.#volume.connect(this.#context.destination);
    void this.#context.resume();
  }

  setVolume(volume: number): void {
    this.#volume.gain.value = volume;
  }

  click(clicks: Clicks, music: { positionMs: number; rate: number; upToMs: number }): void {
    if (this.#context.state !== 'running') return;
    if (this.#clock.measure(music.positionMs, this.#heardSeconds(), music.rate)) {
      this.forget();
      this.#scheduledToMs = music.positionMs - 1;
    }
    for (const { atMs, isAccented } of clicksBetween(clicks, this.#scheduledToMs, music.upToMs)) {
      this.#scheduleClick(this.#clock.secondsAt(atMs), isAccented);
    }
    this.#scheduledToMs = Math.max(this.#scheduledToMs, music.upToMs);
  }

  /** Takes back clicks that were scheduled but not heard; the beats may be other ones now. */
  forget(): void {
    const now = this.#context.currentTime;
    for (const { at, oscillator } of this.#scheduled) if (at > now) oscillator.stop();
    this.#scheduled = [];
    this.#scheduledToMs = mediaClock().positionMs - 1;
  }

  fallSilent(): void {
    this.forget();
    this.#clock.reset();
    this.holdChord(null);
  }

  holdChord(hz: readonly number[] | null): void {
    if (hz?.join() === this.#chord?.hz.join()) return;
    this.#endChord();
    if (!hz) return;
    const gain = this.#context.createGain();
    gain.gain.value = 0;
    gain.gain.setTargetAtTime(chordGain, this.#context.currentTime, swellSeconds);
    gain.connect(this.#volume);
    const oscillators = hz.map((frequency) => {
      const oscillator = new OscillatorNode(this.#context, { type: 'triangle', frequency });
      oscillator.connect(gain);
      oscillator.start();
      return oscillator;
    });
    this.#chord = { gain, oscillators, hz };
  }

  close(): void {
    void this.#context.close();
  }

  #endChord(): void {
    if (!this.#chord) return;
    const now = this.#context.currentTime;
    this.#chord.gain.gain.setTargetAtTime(0, now, swellSeconds);
    for (const oscillator of this.#chord.oscillators) oscillator.stop(now + swellSeconds * 6);
    this.#chord = null;
  }

  /** The second of the output's clock that is heard now: what is computed now is heard a little later. */
  #heardSeconds(): number {
    const { contextTime = 0, performanceTime = 0 } = this.#context.getOutputTimestamp();
    if (performanceTime > 0) return contextTime + (performance.now() - performanceTime) / 1000;
    return this.#context.currentTime - (this.#context.outputLatency || 0);
  }

  #scheduleClick(atSeconds: number, isAccented: boolean): void {
    const now = this.#context.currentTime;
    // Too late by a hair still sounds right; later than that it would sound wrong.
    if (atSeconds < now - 0.01) return;
    const at = Math.max(now, atSeconds);
    const oscillator = new OscillatorNode(this.#context, { frequency: isAccented ? 1760 : 1175 });
    const gain = this.#context.createGain();
    gain.gain.setValueAtTime(clickGain * (isAccented ? 1 : 0.6), at);
    gain.gain.exponentialRampToValueAtTime(0.001, at + clickSeconds);
    oscillator.connect(gain).connect(this.#volume);
    oscillator.start(at);
    oscillator.stop(at + clickSeconds);
    this.#scheduled = [...this.#scheduled.filter((sounding) => sounding.at > now), { at, oscillator }];
  }
}
