import type { Genre, PitchedPart } from './genre.ts';

const human = [0.001, 0.012] as const;
const brokenChords: PitchedPart = {
  timbres: ['piano', 'guitar'],
  role: 'arpeggio',
  steps: ['x.x.x.x.x.x.x.x.', 'xxxxxxxxxxxxxxxx', 'x.x.x.x.x-----x.', 'x.x.x---x.x.x---', 'x..xx.x.x..xx.x.'],
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

/** Music in three and six, guitars, orchestras, and what else there is. */
export const otherGenres: readonly Genre[] = [
  {
    name: 'slow blues in twelve',
    bpm: [52, 80],
    beats: 4,
    steps: 3,
    loose: human,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'kick', steps: ['x.....x.....', 'x....xx.....'], gain: 0.9 },
        { drum: 'snare', steps: ['...x.....x..'], gain: 0.8 },
        { drum: 'hat', steps: ['xxxxxxxxxxxx', 'xooxooxooxoo'], gain: 0.4 },
      ],
      [],
    ],
    pitched: [
      {
        timbres: ['piano', 'guitar', 'organ'],
        role: 'chord',
        steps: ['xxxxxxxxxxxx', 'x--x--x--x--', 'x-----x-----'],
        gain: 0.35,
      },
      { timbres: ['bass', 'piano'], role: 'bass', steps: ['x--x--x--x--', 'x----xx----x', 'x-----x-----'], gain: 0.5 },
      {
        timbres: ['lead', 'guitar', 'piano'],
        role: 'melody',
        steps: ['x--x.xx-----', '..xx--x.xx--', 'x-----......'],
        gain: 0.45,
      },
    ],
  },
  {
    name: 'six-eight ballad',
    bpm: [48, 75],
    beats: 2,
    steps: 6,
    loose: human,
    chordBars: [1, 2],
    drums: [
      [],
      [
        { drum: 'kick', steps: ['x...........', 'x....x......'], gain: 0.9 },
        { drum: 'snare', steps: ['......x.....'], gain: 0.8 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.'], gain: 0.4 },
      ],
    ],
    pitched: [
      { ...brokenChords, steps: ['x.x.x.x.x.x.', 'xxxxxxxxxxxx'] },
      { ...lowNotes, steps: ['x-----x-----', 'x-----------'] },
      { ...song, steps: ['x---x-x-----', 'x-x-x-x---x-', '....x-x---x-'] },
    ],
  },
  {
    name: 'waltz',
    bpm: [80, 190],
    beats: 3,
    steps: 2,
    loose: human,
    chordBars: [1, 2],
    drums: [
      [],
      [
        { drum: 'kick', steps: ['x.....'], gain: 0.9 },
        { drum: 'snare', steps: ['..o.o.', '..x.x.', '....x.'], gain: 0.6 },
        { drum: 'hat', steps: ['x.x.x.', 'xxxxxx'], gain: 0.4, presence: 0.6 },
      ],
    ],
    pitched: [
      { timbres: ['bass', 'piano'], role: 'bass', steps: ['x-----', 'x---..'], gain: 0.6 },
      { timbres: ['piano', 'guitar', 'strings'], role: 'chord', steps: ['..x-x-', '..x.x.', '..xxxx'], gain: 0.4 },
      { ...song, steps: ['x---x-', 'x-x-x-', 'x-----', 'x--xx-'] },
    ],
  },
  {
    name: 'strummed guitar',
    bpm: [75, 150],
    beats: 4,
    steps: 4,
    swing: [0, 0.2],
    loose: human,
    chordBars: [0.5, 1],
    drums: [[], [{ drum: 'shaker', steps: ['xoxoxoxoxoxoxoxo', 'x.x.x.x.x.x.x.x.'], gain: 0.4 }]],
    pitched: [
      {
        timbres: ['guitar'],
        role: 'strum',
        steps: ['x...x.x...x.x.x.', 'x.x.x.x.x.x.x.x.', 'x...x.o.x...x.o.', 'x..xx.xx.xxxx.x.'],
        gain: 0.5,
      },
      { ...lowNotes, timbres: ['bass'] },
      { ...song, presence: 0.6 },
    ],
  },
  {
    name: 'picked guitar',
    bpm: [66, 125],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [1],
    drums: [[]],
    pitched: [
      {
        timbres: ['guitar', 'pluck'],
        role: 'arpeggio',
        steps: ['x.x.x.x.x.x.x.x.', 'x.xxx.xxx.xxx.xx', 'x..xx.x.x..xx.x.'],
        gain: 0.5,
      },
      { timbres: ['guitar', 'bass'], role: 'bass', steps: ['x---x---x---x---', 'x-------x-------'], gain: 0.5 },
      { ...song, presence: 0.5 },
    ],
  },
  {
    name: 'orchestra',
    bpm: [66, 150],
    beats: 4,
    steps: 4,
    loose: [0.004, 0.016],
    chordBars: [1, 2],
    drums: [[], [{ drum: 'tom', steps: ['x.......x.......', 'x...........x.x.', 'x...x...x...x...'], gain: 0.7 }]],
    pitched: [
      {
        timbres: ['strings', 'brass'],
        role: 'chord',
        steps: ['x---x---x---x---', 'x.x.x.x.x.x.x.x.', 'x-------x-------'],
        gain: 0.35,
      },
      {
        timbres: ['bass', 'strings'],
        role: 'bass',
        steps: ['x---x---x---x---', 'x-------x-------', 'x.x.x.x.x.x.x.x.'],
        gain: 0.5,
      },
      {
        timbres: ['strings', 'brass', 'lead'],
        role: 'melody',
        steps: ['x---x---x-x-x---', 'x-x-x-x-x-x-x-x-', 'x-------x---x---'],
        gain: 0.4,
      },
    ],
  },
  {
    name: 'march',
    bpm: [96, 132],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'kick', steps: ['x.......x.......', 'x...x...x...x...'], gain: 0.9 },
        { drum: 'snare', steps: ['....x.......x.xx', 'x..xx.x.x.xxx.x.', '..x...x...x...x.'], gain: 0.7 },
      ],
    ],
    pitched: [
      { timbres: ['brass', 'bass'], role: 'bass', steps: ['x...x...x...x...', 'x.......x.......'], gain: 0.6 },
      { timbres: ['brass'], role: 'chord', steps: ['..x...x...x...x.', '....x.......x...'], gain: 0.4 },
      { timbres: ['brass', 'lead'], role: 'melody', steps: ['x---x-x-x---x---', 'x--xx---x-x-x-x-'], gain: 0.4 },
    ],
  },
  {
    name: 'ambient pulse',
    bpm: [70, 120],
    beats: 4,
    steps: 4,
    loose: [0, 0.004],
    chordBars: [2, 4],
    drums: [[], [{ drum: 'kick', steps: ['x...x...x...x...', 'x.......x.......'], gain: 0.5 }]],
    pitched: [
      { timbres: ['pad'], role: 'chord', steps: ['x---------------'], gain: 0.4 },
      {
        timbres: ['pluck', 'piano'],
        role: 'arpeggio',
        steps: ['x...x...x...x...', 'x.x.x.x.x.x.x.x.', 'x..x..x...x..x..'],
        gain: 0.3,
      },
    ],
  },
  {
    name: 'ska',
    bpm: [120, 175],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1],
    drums: [
      [
        { drum: 'kick', steps: ['x.......x.......', 'x...x...x...x...'], gain: 1 },
        { drum: 'snare', steps: ['....x.......x...'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', '..x...x...x...x.'], gain: 0.5 },
      ],
    ],
    pitched: [
      { timbres: ['bass'], role: 'walk', steps: ['x...x...x...x...', 'x.x.x.x.x.x.x.x.'], gain: 0.6 },
      { timbres: ['guitar', 'piano'], role: 'strum', steps: ['..x...x...x...x.'], gain: 0.4 },
      { timbres: ['brass'], role: 'melody', steps: ['x---x-x-..x-x---'], gain: 0.35, presence: 0.6 },
    ],
  },
];
