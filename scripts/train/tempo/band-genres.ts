import type { DrumPart, Genre, PitchedPart } from './genre.ts';

const straightHat: DrumPart = {
  drum: 'hat',
  steps: ['x.x.x.x.x.x.x.x.', 'x.o.x.o.x.o.x.o.', 'x...x...x...x...'],
  gain: 0.5,
};
const rideEighths: DrumPart = { drum: 'ride', steps: ['x.x.x.x.x.x.x.x.', 'x...x...x...x...'], gain: 0.5 };
const backbeat: DrumPart = { drum: 'snare', steps: ['....x.......x...'], gain: 0.9 };
const rockKick: DrumPart = {
  drum: 'kick',
  steps: ['x.......x.......', 'x.......x.x.....', 'x.....x.x.......', 'x.x.....x.x.....', 'x..x....x..x....'],
  gain: 1,
};
const halfTimeBeat: DrumPart[] = [
  { drum: 'kick', steps: ['x...............', 'x.....x.........', 'x.x.......x.....'], gain: 1 },
  { drum: 'snare', steps: ['........x.......'], gain: 0.9 },
  { drum: 'crash', steps: ['x...x...x...x...', 'x.......x.......'], gain: 0.35 },
];
/** Kick and snare by turns on the eighths, as punk and thrash count it. */
const skankBeat: DrumPart[] = [
  { drum: 'kick', steps: ['x...x...x...x...', 'x...x.x.x...x.x.'], gain: 1 },
  { drum: 'snare', steps: ['..x...x...x...x.'], gain: 0.9 },
  { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'x...x...x...x...'], gain: 0.4 },
];
const doubleBass: DrumPart[] = [
  { drum: 'kick', steps: ['xxxxxxxxxxxxxxxx', 'x.xxx.xxx.xxx.xx', 'x.x.x.x.x.x.x.x.'], gain: 0.8 },
  backbeat,
  rideEighths,
];
const eighthBass: PitchedPart = {
  timbres: ['bass'],
  role: 'bass',
  steps: ['x.x.x.x.x.x.x.x.', 'x-------x-------', 'x---x---x---x---', 'x-----x-x---x---', 'x.......x.x.....'],
  gain: 0.6,
};
const riff: PitchedPart = {
  timbres: ['power'],
  role: 'power',
  steps: [
    'x.x.x.x.x.x.x.x.',
    'x-x.x.x-x.x.x-x.',
    'x---------------',
    'x-----x---x-x---',
    'x.xxx.xxx.xxx.xx',
    'x..x..x..x..x.x.',
  ],
  gain: 0.4,
};
const leadGuitar: PitchedPart = {
  timbres: ['power', 'lead', 'brass'],
  role: 'melody',
  steps: ['x---x---x-x-x---', 'x-x-x-x-x-x-x-x-', 'x-------x---x---', 'xxxxxxxxxxxxxxxx', '..x-x-x---..x-x-'],
  gain: 0.3,
  presence: 0.6,
};
const strummed: PitchedPart = {
  timbres: ['guitar'],
  role: 'strum',
  steps: ['x...x.x...x.x.x.', 'x.x.x.x.x.x.x.x.', 'x...x...x...x...', 'x.xxx.xxx.xxx.xx'],
  gain: 0.35,
  presence: 0.7,
};
const organ: PitchedPart = {
  timbres: ['organ', 'strings', 'pad'],
  role: 'chord',
  steps: ['x---------------', 'x-------x-------'],
  gain: 0.25,
  presence: 0.4,
};
const human = [0.001, 0.009] as const;

/** Music of bands. */
export const bandGenres: readonly Genre[] = [
  {
    name: 'rock',
    bpm: [95, 165],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1, 2],
    drums: [
      [rockKick, backbeat, straightHat],
      [rockKick, backbeat, rideEighths],
    ],
    pitched: [eighthBass, riff, leadGuitar, organ],
  },
  {
    name: 'pop band',
    bpm: [80, 135],
    beats: 4,
    steps: 4,
    swing: [0, 0.15],
    loose: human,
    chordBars: [0.5, 1],
    drums: [
      [rockKick, backbeat, straightHat],
      [rockKick, backbeat, { drum: 'tambourine', steps: ['x.x.x.x.x.x.x.x.', '..x...x...x...x.'], gain: 0.4 }],
    ],
    pitched: [
      eighthBass,
      strummed,
      organ,
      { timbres: ['piano'], role: 'chord', steps: ['x---x---x---x---', 'x-----x---x-----'], gain: 0.4, presence: 0.6 },
      { ...leadGuitar, timbres: ['lead', 'piano'] },
    ],
  },
  {
    name: 'hard rock, half-time',
    bpm: [110, 190],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [1, 2],
    drums: [halfTimeBeat],
    pitched: [eighthBass, riff, leadGuitar],
  },
  {
    name: 'punk and thrash',
    bpm: [150, 230],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1, 2],
    drums: [
      skankBeat,
      [
        { drum: 'kick', steps: ['x.......x.......', 'x.......x.x.....', 'x.......x...x...'], gain: 1 },
        backbeat,
        { drum: 'hat', steps: ['x...x...x...x...', 'x.x.x.x.x.x.x.x.'], gain: 0.5 },
      ],
    ],
    pitched: [
      { ...eighthBass, steps: ['x.x.x.x.x.x.x.x.', 'x---x---x---x---'] },
      { ...riff, steps: ['x.x.x.x.x.x.x.x.', 'x---x---x---x---', 'x-------x-------'] },
      leadGuitar,
    ],
  },
  {
    name: 'metal',
    bpm: [100, 220],
    beats: 4,
    steps: 4,
    loose: [0, 0.006],
    chordBars: [0.5, 1, 2],
    drums: [doubleBass, skankBeat, halfTimeBeat],
    pitched: [eighthBass, riff, leadGuitar],
  },
  {
    name: 'fast game music',
    bpm: [160, 270],
    beats: 4,
    steps: 2,
    loose: [0, 0.004],
    chordBars: [1, 2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x...x...', 'x...x.x.', 'x.....x.', 'x..xx...'], gain: 1 },
        { drum: 'snare', steps: ['..x...x.', '....x...'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.', 'xxxxxxxx'], gain: 0.45 },
      ],
    ],
    pitched: [
      { timbres: ['bass'], role: 'bass', steps: ['xxxxxxxx', 'x.x.x.x.', 'x---x---'], gain: 0.6 },
      {
        timbres: ['power', 'organ', 'brass'],
        role: 'power',
        steps: ['x-----x-', 'x---x---', 'xxxxxxxx', 'x.xx.xx.'],
        gain: 0.4,
      },
      {
        timbres: ['lead', 'strings', 'piano'],
        role: 'melody',
        steps: ['x-x-x-x-', 'x---x-x-', 'x-------'],
        gain: 0.35,
        presence: 0.7,
      },
    ],
  },
  {
    name: 'dark game music',
    bpm: [80, 150],
    beats: 4,
    steps: 4,
    loose: [0, 0.006],
    chordBars: [1, 2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x.......x.......', 'x.....x.x.....x.', 'x..x..x.x..x..x.'], gain: 1 },
        { drum: 'tom', steps: ['....x.......x.x.', 'x.xxx.x.x.xxx.x.', '............xxxx'], gain: 0.7, presence: 0.6 },
        { drum: 'hat', steps: ['x...x...x...x...', 'x.x.x.x.x.x.x.x.'], gain: 0.35, presence: 0.6 },
      ],
      [],
    ],
    pitched: [
      {
        timbres: ['bass', 'strings'],
        role: 'bass',
        steps: ['x-----x-x-----x-', 'x---x---x---x---', 'x.x.x.x.x.x.x.x.'],
        gain: 0.6,
      },
      { timbres: ['strings', 'pad'], role: 'chord', steps: ['x---------------'], gain: 0.3 },
      {
        timbres: ['pluck', 'piano', 'organ'],
        role: 'arpeggio',
        steps: ['x.x.x.x.x.x.x.x.', 'x...x...x...x...', 'x..x..x.x..x..x.'],
        gain: 0.35,
        presence: 0.7,
      },
      leadGuitar,
    ],
  },
  {
    name: 'shuffle',
    bpm: [90, 150],
    beats: 4,
    steps: 3,
    loose: human,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'kick', steps: ['x.....x.....', 'x..x..x..x..', 'x....xx.....'], gain: 1 },
        { drum: 'snare', steps: ['...x.....x..', '...x..o..x.o'], gain: 0.9 },
        { drum: 'hat', steps: ['x.ox.ox.ox.o', 'x.xx.xx.xx.x'], gain: 0.45 },
      ],
    ],
    pitched: [
      { timbres: ['bass'], role: 'walk', steps: ['x..x..x..x..', 'x.xx.xx.xx.x'], gain: 0.6 },
      { timbres: ['guitar', 'organ', 'power'], role: 'power', steps: ['x.xx.xx.xx.x', '..x.....x...'], gain: 0.35 },
      { timbres: ['lead', 'brass'], role: 'melody', steps: ['x--x.xx-----', '..xx.xx--...'], gain: 0.3, presence: 0.6 },
    ],
  },
  {
    name: 'funk',
    bpm: [92, 120],
    beats: 4,
    steps: 4,
    swing: [0, 0.25],
    loose: human,
    chordBars: [1, 2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x.....x..x......', 'x.x.......x..x..', 'x..x..x...x.....'], gain: 1 },
        { drum: 'snare', steps: ['....x..o.o..x...', '....x..o.o.ox..o'], gain: 0.9 },
        { drum: 'hat', steps: ['xoxoxoxoxoxoxoxo', 'x.x.x.x.x.x.x.x.'], gain: 0.45 },
      ],
    ],
    pitched: [
      {
        timbres: ['bass'],
        role: 'bass',
        steps: ['x..x..x...x.xx..', 'x-.xx...x.xx..x.', 'xx.x..xx..x..x..'],
        gain: 0.6,
      },
      {
        timbres: ['guitar'],
        role: 'strum',
        steps: ['..x.xx.x..x.xx.x', 'x.xxx.xxx.xxx.xx', '...x..x....x..x.'],
        gain: 0.3,
      },
      { timbres: ['brass'], role: 'chord', steps: ['x.....x.........', '..........x.x-..'], gain: 0.3, presence: 0.5 },
    ],
  },
  {
    name: 'reggae one-drop',
    bpm: [62, 92],
    beats: 4,
    steps: 4,
    swing: [0, 0.3],
    loose: human,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'kick', steps: ['........x.......', 'x.......x.......', 'x...x...x...x...'], gain: 1 },
        { drum: 'rim', steps: ['........x.......'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', '..x...x...x...x.'], gain: 0.4 },
      ],
    ],
    pitched: [
      {
        timbres: ['bass'],
        role: 'bass',
        steps: ['x-..x-x-..x-x-..', '....x-x-x---..x-', 'x---..x-x-..x---'],
        gain: 0.7,
      },
      { timbres: ['guitar', 'organ'], role: 'strum', steps: ['..x...x...x...x.', '....x.......x...'], gain: 0.4 },
    ],
  },
  {
    name: 'latin',
    bpm: [90, 135],
    beats: 4,
    steps: 4,
    loose: human,
    chordBars: [0.5, 1, 2],
    drums: [
      [
        { drum: 'clave', steps: ['x..x..x...x.x...', '..x.x...x..x..x.'], gain: 0.6, presence: 0.7 },
        { drum: 'conga', steps: ['..x...xx..x...xx', 'x.x.x.xxx.x.x.xx'], gain: 0.6 },
        { drum: 'cowbell', steps: ['x...x.x.x...x.x.', 'x...x...x...x...'], gain: 0.4, presence: 0.5 },
        { drum: 'shaker', steps: ['xoxoxoxoxoxoxoxo'], gain: 0.3, presence: 0.5 },
      ],
    ],
    pitched: [
      {
        timbres: ['bass'],
        role: 'bass',
        steps: ['...x-.x---.x-.x-', 'x..x..x.x..x..x.', 'x-----x-x-----x-'],
        gain: 0.6,
      },
      { timbres: ['piano', 'guitar'], role: 'arpeggio', steps: ['x.xx.x.x.x.x.x.x', 'x..x.xx.x..x.xx.'], gain: 0.4 },
      { timbres: ['brass'], role: 'melody', steps: ['x-..x-..x-x-....', '..x-..x-..x---..'], gain: 0.4, presence: 0.6 },
    ],
  },
  {
    name: 'bossa nova',
    bpm: [110, 150],
    beats: 4,
    steps: 2,
    loose: human,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'rim', steps: ['x..x..x...x..x..', 'x..x..x...x.x...'], gain: 0.5 },
        { drum: 'kick', steps: ['x..xx..x'], gain: 0.7 },
        { drum: 'hat', steps: ['xxxxxxxx'], gain: 0.3 },
      ],
      [],
    ],
    pitched: [
      { timbres: ['bass'], role: 'bass', steps: ['x-.xx-.x', 'x---x---'], gain: 0.6 },
      { timbres: ['guitar'], role: 'chord', steps: ['x..x..x...x..x..', 'x.x..x..x.x..x..'], gain: 0.4 },
    ],
  },
  {
    name: 'afrobeat',
    bpm: [95, 128],
    beats: 4,
    steps: 4,
    swing: [0, 0.2],
    loose: human,
    chordBars: [2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x.....x.x.....x.', 'x..x....x..x....'], gain: 0.9 },
        { drum: 'snare', steps: ['...o..x....o..x.', '....x..o....x.o.'], gain: 0.7 },
        { drum: 'hat', steps: ['x.xxx.xxx.xxx.xx', 'x.x.x.x.x.x.x.x.'], gain: 0.4 },
        { drum: 'shaker', steps: ['xoxoxoxoxoxoxoxo'], gain: 0.4, presence: 0.6 },
        { drum: 'conga', steps: ['..x..xx...x..xx.'], gain: 0.5, presence: 0.6 },
      ],
    ],
    pitched: [
      { timbres: ['bass'], role: 'bass', steps: ['x..x..x...x..x..', 'x-..x-x-..x-....'], gain: 0.6 },
      { timbres: ['guitar'], role: 'arpeggio', steps: ['x.x.xx.xx.x.xx.x', '..xx..x...xx..x.'], gain: 0.35 },
      { timbres: ['brass'], role: 'chord', steps: ['x---....x-x-....', '......x-x---....'], gain: 0.35, presence: 0.6 },
    ],
  },
  {
    name: 'swing jazz',
    bpm: [110, 230],
    beats: 4,
    steps: 3,
    loose: [0.003, 0.012],
    chordBars: [0.5, 1],
    drums: [
      [
        { drum: 'ride', steps: ['x..x.xx..x.x', 'x..x..x..x.x'], gain: 0.5 },
        { drum: 'hat', steps: ['...x.....x..'], gain: 0.4 },
        { drum: 'snare', steps: ['.....o......', '...........o'], gain: 0.4, presence: 0.5 },
      ],
    ],
    pitched: [
      { timbres: ['bass'], role: 'walk', steps: ['x..x..x..x..'], gain: 0.6 },
      {
        timbres: ['piano', 'guitar'],
        role: 'chord',
        steps: ['x....x......', '..x.....x...', '.....x...x..'],
        gain: 0.4,
      },
      {
        timbres: ['brass', 'lead'],
        role: 'melody',
        steps: ['x.xx.xx--...', '..xx.xx.xx--', 'x-----x.xx--'],
        gain: 0.4,
        presence: 0.7,
      },
    ],
  },
];
