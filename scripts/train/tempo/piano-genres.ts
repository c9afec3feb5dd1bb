import type { DrumPart, Genre, PitchedPart } from './genre.ts';

const human = [0.001, 0.012] as const;
const softBeat: DrumPart[] = [
  { drum: 'kick', steps: ['x.......x.......', 'x.....x.x.......', 'x.........x.....'], gain: 0.9 },
  { drum: 'snare', steps: ['....x.......x...'], gain: 0.8 },
  { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'x...x...x...x...', 'xoxoxoxoxoxoxoxo'], gain: 0.4 },
];
const brokenChords: PitchedPart = {
  timbres: ['piano', 'guitar'],
  role: 'arpeggio',
  steps: ['x.x.x.x.x.x.x.x.', 'xxxxxxxxxxxxxxxx', 'x.x.x.x.x-----x.', 'x.x.x---x.x.x---', 'x..xx.x.x..xx.x.'],
  gain: 0.45,
};
const blockChords: PitchedPart = {
  timbres: ['piano', 'organ', 'guitar'],
  role: 'chord',
  steps: [
    'x---x---x---x---',
    'x-------x-------',
    'x---------------',
    'x-----x---x-----',
    'x---x-x---x-x---',
    'x.x.x.x.x.x.x.x.',
  ],
  gain: 0.45,
};
const lowNotes: PitchedPart = {
  timbres: ['piano', 'bass'],
  role: 'bass',
  steps: ['x-------x-------', 'x---------------', 'x-----x-x-------', 'x---x---x---x---', 'x-----x-x-----x-'],
  gain: 0.5,
  presence: 0.9,
};
const song: PitchedPart = {
  timbres: ['piano', 'lead', 'strings', 'organ'],
  role: 'melody',
  steps: [
    'x-x-x-x-x---x---',
    '..x-x-x-x-x-x---',
    'x---x-x-x---....',
    'x-xx..xxx-x-x---',
    '....x-x-x-xx.x--',
    '..xxx-x-..xxx-x-',
    'x-----x-x-------',
    'xx.xx-x-x---..xx',
  ],
  gain: 0.5,
  presence: 0.9,
};
/** Slow songs move in sixteenths, fast ones in eighths and quarters: about as many notes a second. */
const fineSong: PitchedPart = {
  ...song,
  steps: [
    'x.xx..xxx.x-x---',
    '..xxx-x-..xxx-x-',
    'xx.xx-x-x---..xx',
    '....xxxxx-x-x---',
    '..xxxxx-x-xxx---',
    'x-x-xx.x-.x-xxx-',
    'x---..xxx-xx..xx',
  ],
};
const coarseSong: PitchedPart = {
  ...song,
  steps: [
    'x---x---x-x-x---',
    '..x-x-x-x---x-x-',
    'x-x-x---x-x-x---',
    'x-------x---x---',
    'x---..x-x-x-x-..',
    'x-x-..x-..x-x---',
    '....x---x-x-x-x-',
  ],
};
const fineChords: PitchedPart = {
  ...brokenChords,
  steps: [
    'xxxxxxxxxxxxxxxx',
    'x.xxx.xxx.xxx.xx',
    'x..xx.x.x..xx.x.',
    'x.x.x.x.x.x.x.x.',
    'x.x.xxx.x.x.xxx.',
    'xxxxx---xxxxx---',
    'x.x.x.x.x-----x.',
  ],
};
const strings: PitchedPart = {
  timbres: ['strings', 'pad'],
  role: 'chord',
  steps: ['x---------------'],
  gain: 0.25,
  presence: 0.5,
};

/** Songs at the piano, with and without drums: slow ones move in finer notes than fast ones. */
export const pianoGenres: readonly Genre[] = [
  {
    name: 'piano ballad',
    bpm: [54, 82],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.25, 0.5, 0.5, 1],
    drums: [[]],
    pitched: [fineChords, lowNotes, fineSong],
  },
  {
    name: 'slow piano chords',
    bpm: [54, 82],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.25, 0.5, 0.5, 1],
    drums: [[]],
    pitched: [
      {
        ...blockChords,
        steps: ['x-x-x-x-x-x-x-x-', 'x---x-x-x---x-x-', 'x--x--x-x--x--x-', 'x---x---x---x---', 'x.xxx.x.x.xxx.x.'],
      },
      lowNotes,
      fineSong,
    ],
  },
  {
    name: 'piano at walking pace',
    bpm: [78, 108],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1],
    drums: [[]],
    pitched: [brokenChords, lowNotes, song],
  },
  {
    name: 'fast piano pop',
    bpm: [102, 145],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1, 1, 2],
    drums: [[]],
    pitched: [
      {
        ...brokenChords,
        steps: ['x.x.x.x.x.x.x.x.', 'x..x..x.x..x..x.', 'x...x...x...x...', 'x.x---x.x.x---x.', 'x-----x-x---x---'],
      },
      lowNotes,
      coarseSong,
    ],
  },
  {
    name: 'fast piano chords',
    bpm: [102, 145],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1, 1, 2],
    drums: [[]],
    pitched: [
      {
        ...blockChords,
        steps: [
          'x---x---x---x---',
          'x-------x-------',
          'x---------------',
          'x-----x-----x---',
          'x.x.x.x.x.x.x.x.',
          'x-----x---x-----',
        ],
      },
      lowNotes,
      coarseSong,
    ],
  },
  {
    name: 'ballad with drums',
    bpm: [54, 82],
    beats: 4,
    steps: 4,
    swing: [0, 0.15],
    loose: human,
    chordBars: [0.25, 0.5, 0.5, 1],
    drums: [softBeat],
    pitched: [fineChords, lowNotes, fineSong, strings],
  },
  {
    name: 'song with drums at walking pace',
    bpm: [78, 108],
    beats: 4,
    steps: 4,
    swing: [0, 0.15],
    loose: human,
    chordBars: [0.5, 1],
    drums: [softBeat],
    pitched: [brokenChords, lowNotes, song, strings],
  },
  {
    name: 'fast pop song with drums',
    bpm: [102, 145],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1, 1, 2],
    drums: [softBeat],
    pitched: [
      { ...blockChords, steps: ['x---x---x---x---', 'x-------x-------', 'x.x.x.x.x.x.x.x.', 'x-----x---x-----'] },
      lowNotes,
      coarseSong,
      strings,
    ],
  },
];
