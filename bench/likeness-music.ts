import {
  drums,
  keysPlaying,
  mixIn,
  pad,
  randomNumbers,
  type Sound,
  silence,
  sketchRate,
  voice,
} from '../main/core/testing/sound-sketches.ts';

/** What a clip is: its genre is its instruments and tempo, its artist how they sound, its album how it was mastered. */
export type Clip = { genre: string; artist: string; album: string; sound: Sound };

type Recipe = { name: string; bpm: number; play(seconds: number, notes: readonly number[], bpm: number): Sound };

const recipes: readonly Recipe[] = [
  { name: 'dance', bpm: 126, play: (s, notes, bpm) => mixIn(drums(s, bpm), pad(s, notes), 0) },
  { name: 'fast', bpm: 172, play: (s, notes, bpm) => mixIn(drums(s, bpm, 0.6), pad(s, low(notes), 0.2, 5), 0) },
  { name: 'piano', bpm: 80, play: (s, notes) => keysPlaying(s, notes, 3) },
  { name: 'ambient', bpm: 60, play: (s, notes) => mixIn(pad(s, notes), pad(s, low(notes), 0.1, 4), 0) },
  {
    name: 'song',
    bpm: 100,
    play: (s, notes, bpm) => mixIn(mixIn(drums(s, bpm, 0.4), voice(s), 0), keysPlaying(s, notes, 2), 0),
  },
  { name: 'band', bpm: 116, play: (s, notes, bpm) => mixIn(drums(s, bpm, 0.5), keysPlaying(s, notes, 4), 0) },
];

const artistsPerGenre = 4;
const albumsPerArtist = 2;
const songsPerAlbum = 3;

/** 144 clips: six genres, four artists of each, two albums of each with three songs. The same every time. */
export function* likenessMusic(seconds: number): Generator<Clip> {
  for (const [genreNumber, recipe] of recipes.entries()) {
    for (let artist = 0; artist < artistsPerGenre; artist += 1) {
      const hand = randomNumbers(1000 * genreNumber + artist);
      const tone = { brightness: 0.25 + 0.7 * hand(), drive: 0.5 + 2 * hand(), tempo: 0.94 + 0.12 * hand() };
      for (let album = 0; album < albumsPerArtist; album += 1) {
        const master = randomNumbers(100 * (genreNumber * artistsPerGenre + artist) + album + 7);
        const room = { gain: 0.4 + 0.5 * master(), hiss: 0.0005 + 0.003 * master(), bass: 0.2 * master() };
        for (let song = 0; song < songsPerAlbum; song += 1) {
          const pen = randomNumbers(10_000 + 97 * genreNumber + 31 * artist + 11 * album + song);
          const root = 48 + Math.floor(24 * pen());
          const third = pen() < 0.5 ? 3 : 4;
          const bpm = recipe.bpm * tone.tempo * (0.97 + 0.06 * pen());
          const played = recipe.play(seconds, [root, root + third, root + 7, root + 12], bpm);
          yield {
            genre: recipe.name,
            artist: `${recipe.name} ${artist}`,
            album: `${recipe.name} ${artist} ${album}`,
            sound: mastered(played, tone, room),
          };
        }
      }
    }
  }
}

function low(notes: readonly number[]): number[] {
  return notes.map((note) => note - 12);
}

type Tone = { brightness: number; drive: number };
type Room = { gain: number; hiss: number; bass: number };

/** An artist's tone (a low-pass and some drive), then an album's master (level, hiss, bass). */
function mastered(sound: Sound, { brightness, drive }: Tone, { gain, hiss, bass }: Room): Sound {
  const random = randomNumbers(3);
  let smooth = 0;
  let deep = 0;
  return sound.map((value) => {
    smooth += brightness * (value - smooth);
    const driven = Math.tanh(drive * smooth) / Math.tanh(drive);
    deep += 0.03 * (driven - deep);
    return Math.max(-1, Math.min(1, gain * (driven + bass * deep) + hiss * (2 * random() - 1)));
  });
}

/** The same music, beginning so much later. */
export function shifted(sound: Sound, seconds: number): Sound {
  const from = Math.round(seconds * sketchRate);
  const later = silence(sound.length / sketchRate);
  later.set(sound.subarray(from));
  return later.subarray(0, sound.length - from) as Sound;
}
