import type { DrumPart, Genre, PitchedPart } from './genre.ts';

const fourOnTheFloor: DrumPart = { drum: 'kick', steps: ['x...x...x...x...'], gain: 1 };
const backbeat: DrumPart = { drum: 'clap', steps: ['....x.......x...'], gain: 0.8, presence: 0.8 };
const offbeatHat: DrumPart = {
  drum: 'openHat',
  steps: ['..x...x...x...x.', '..x...x...x...xo'],
  gain: 0.6,
  presence: 0.8,
};
const sixteenths: DrumPart = {
  drum: 'hat',
  steps: ['xoxoxoxoxoxoxoxo', 'x.o.x.o.x.o.x.o.'],
  gain: 0.35,
  presence: 0.7,
};
const pad: PitchedPart = {
  timbres: ['pad', 'strings'],
  role: 'chord',
  steps: ['x---------------'],
  gain: 0.25,
  presence: 0.6,
};
const stabs: PitchedPart = {
  timbres: ['pluck', 'organ', 'piano'],
  role: 'chord',
  steps: ['x..x..x...x..x..', '..x...x...x...x.', 'x..x..x.........', '...x......x..x..'],
  gain: 0.35,
  presence: 0.6,
};
const rollingBass: PitchedPart = {
  timbres: ['bass', 'lead'],
  role: 'bass',
  steps: ['..x...x...x...x.', '.xxx.xxx.xxx.xxx', 'x..x..x.x..x..x.', 'x-..x-..x-..x-..', 'xoxoxoxoxoxoxoxo'],
  gain: 0.6,
  presence: 0.85,
};
const sequence: PitchedPart = {
  timbres: ['pluck', 'lead'],
  role: 'arpeggio',
  steps: ['x.x.x.x.x.x.x.x.', 'xxxxxxxxxxxxxxxx', 'x..x..x..x..x.x.', 'xx.xx.xx.xx.x.x.'],
  gain: 0.35,
  presence: 0.5,
};
const subBass: PitchedPart = {
  timbres: ['bass'],
  role: 'bass',
  steps: ['x---------------', 'x-----x---------', 'x--x--x-----x---', 'x---------x-----'],
  gain: 0.7,
  presence: 0.8,
};
const tune: PitchedPart = {
  timbres: ['lead', 'organ', 'pluck'],
  role: 'melody',
  steps: ['x-.x-.x-..x-x-..', 'x---x---x-x-x---', '..x-x-..x---..x-'],
  gain: 0.35,
  presence: 0.5,
};
const tight = [0, 0.003] as const;
const halfTime: DrumPart = { drum: 'snare', steps: ['........x.......'], gain: 0.9 };

/** Music made with machines, each kind in the range and at the level disc jockeys count it. */
export const danceGenres: readonly Genre[] = [
  {
    name: 'house',
    bpm: [115, 132],
    beats: 4,
    steps: 4,
    swing: [0, 0.3],
    loose: tight,
    chordBars: [1, 2, 4],
    drums: [
      [fourOnTheFloor, backbeat, offbeatHat, sixteenths],
      [fourOnTheFloor, offbeatHat],
    ],
    pitched: [rollingBass, stabs, pad, tune],
  },
  {
    name: 'techno',
    bpm: [124, 152],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [2, 4, 8],
    drums: [
      [fourOnTheFloor, offbeatHat, sixteenths],
      [fourOnTheFloor, backbeat, { drum: 'ride', steps: ['x.x.x.x.x.x.x.x.', '..x...x...x...x.'], gain: 0.5 }],
      [fourOnTheFloor, { drum: 'rim', steps: ['...x..x....x..x.', '..x..x..x..x....'], gain: 0.5 }, offbeatHat],
    ],
    pitched: [rollingBass, sequence, pad],
  },
  {
    name: 'trance',
    bpm: [130, 142],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [1, 2],
    drums: [[fourOnTheFloor, backbeat, offbeatHat, sixteenths]],
    pitched: [rollingBass, sequence, pad, tune],
  },
  {
    name: 'hard dance',
    bpm: [145, 200],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [1, 2],
    drums: [
      [fourOnTheFloor, offbeatHat],
      [fourOnTheFloor, backbeat, { drum: 'crash', steps: ['x...............'], gain: 0.4 }],
    ],
    pitched: [rollingBass, tune, sequence],
  },
  {
    name: 'drum and bass',
    bpm: [160, 182],
    beats: 4,
    steps: 4,
    swing: [0, 0.15],
    loose: tight,
    chordBars: [1, 2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x.........x.....', 'x.....?...x.....', 'x.x.......x.....'], gain: 1 },
        { drum: 'snare', steps: ['....x.......x...', '....x..o.o..x...', '....x..o.o..x..o'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'xoxoxoxoxoxoxoxo'], gain: 0.4 },
      ],
    ],
    pitched: [subBass, pad, stabs, sequence],
  },
  {
    name: 'jungle',
    bpm: [155, 178],
    beats: 4,
    steps: 4,
    swing: [0, 0.2],
    loose: [0, 0.006],
    chordBars: [2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x.x.......xx....x.x.......x.....', 'x.x...x...xx....', 'x.........xx.x..'], gain: 1 },
        {
          drum: 'snare',
          steps: ['....x..o.o..x..o....x..o.o....x.', '....x..x.x..x...', '....x..o.x..x.oo'],
          gain: 0.9,
        },
        { drum: 'ride', steps: ['x.x.x.x.x.x.x.x.'], gain: 0.35 },
      ],
    ],
    pitched: [subBass, pad, stabs],
  },
  {
    name: 'breakbeat',
    bpm: [118, 145],
    beats: 4,
    steps: 4,
    swing: [0, 0.25],
    loose: [0, 0.006],
    chordBars: [1, 2],
    drums: [
      [
        {
          drum: 'kick',
          steps: ['x.....x...x.....', 'x..x......x..x..', 'x.........x.....', 'x..x..?...x.....'],
          gain: 1,
        },
        { drum: 'snare', steps: ['....x.......x...', '....x..o....x..o', '....x..o.o..x...'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'xoxoxoxoxoxoxoxo'], gain: 0.4 },
      ],
    ],
    pitched: [rollingBass, stabs, tune, pad],
  },
  {
    name: 'garage two-step',
    bpm: [128, 138],
    beats: 4,
    steps: 4,
    swing: [0.15, 0.45],
    loose: tight,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'kick', steps: ['x.........x.....', 'x......x..x.....', 'x.....x....x....'], gain: 1 },
        { drum: 'clap', steps: ['....x.......x...'], gain: 0.9 },
        { drum: 'hat', steps: ['..xo..xo..xo..xo', 'xoxo.oxoxoxo.oxo'], gain: 0.4 },
        { drum: 'rim', steps: ['.......x.x.....x', '...............x'], gain: 0.5, presence: 0.6 },
      ],
    ],
    pitched: [subBass, stabs, tune],
  },
  {
    name: 'dubstep',
    bpm: [136, 145],
    beats: 4,
    steps: 4,
    swing: [0, 0.15],
    loose: tight,
    chordBars: [2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x...............', 'x.....x.........', 'x..........x..x.'], gain: 1 },
        halfTime,
        { drum: 'hat', steps: ['x...x...x...x...', 'x.x.x.x.x.x.x.x.', 'x..x..x.x..x..x.'], gain: 0.4 },
      ],
    ],
    pitched: [
      {
        timbres: ['lead', 'power'],
        role: 'bass',
        steps: ['x--x--x-x--x--x-', 'xxx.xxx.xxx.x.x.', 'x---x---x-x-x-x-'],
        gain: 0.6,
      },
      pad,
    ],
  },
  {
    name: 'trap',
    bpm: [130, 160],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [1, 2, 4],
    drums: [
      [
        { drum: 'kick', steps: ['x.....x...x.....', 'x.........x..x..', 'x......x......x.'], gain: 1 },
        halfTime,
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'x.x.x.x.x.xxx.x.', 'x.x.xxx.x.x.x.xx'], gain: 0.5 },
        { drum: 'openHat', steps: ['..............x.'], gain: 0.4, presence: 0.4 },
      ],
    ],
    pitched: [
      subBass,
      { ...sequence, timbres: ['piano', 'pluck'], steps: ['x...x...x...x...', 'x-x-..x-x-..x-..'] },
      pad,
    ],
  },
  {
    name: 'hip-hop',
    bpm: [78, 106],
    beats: 4,
    steps: 4,
    swing: [0, 0.4],
    loose: [0.002, 0.01],
    chordBars: [1, 2],
    drums: [
      [
        {
          drum: 'kick',
          steps: ['x.....x.x.......', 'x..x....x.x.....', 'x......x..x..?..', 'x.x.......x.....'],
          gain: 1,
        },
        { drum: 'snare', steps: ['....x.......x...', '....x..?....x..o'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'x.xox.x.x.xox.x.', 'xoxoxoxoxoxoxoxo'], gain: 0.4 },
      ],
    ],
    pitched: [
      {
        timbres: ['bass'],
        role: 'bass',
        steps: ['x-----x-x-------', 'x--x----x-x-----', 'x---..x-..x-x---'],
        gain: 0.6,
      },
      {
        timbres: ['piano', 'guitar', 'strings'],
        role: 'chord',
        steps: ['x-------x-------', 'x-----x-----x---', 'x---------------'],
        gain: 0.35,
      },
      tune,
    ],
  },
  {
    name: 'electro',
    bpm: [115, 138],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [1, 2],
    drums: [
      [
        { drum: 'kick', steps: ['x..x..x.........', 'x.....x...x.....', 'x..x......x.....'], gain: 1 },
        { drum: 'snare', steps: ['....x.......x...'], gain: 0.9 },
        { drum: 'hat', steps: ['xxxxxxxxxxxxxxxx', 'x.xxx.xxx.xxx.xx', 'x.x.x.x.x.x.x.x.'], gain: 0.4 },
        { drum: 'cowbell', steps: ['x..x..x..x..x...', '..x...x..x......'], gain: 0.4, presence: 0.4 },
      ],
    ],
    pitched: [rollingBass, sequence, tune],
  },
  {
    name: 'disco',
    bpm: [108, 130],
    beats: 4,
    steps: 4,
    loose: [0.001, 0.006],
    chordBars: [1, 2],
    drums: [[fourOnTheFloor, { drum: 'snare', steps: ['....x.......x...'], gain: 0.8 }, offbeatHat, sixteenths]],
    pitched: [
      {
        timbres: ['bass'],
        role: 'bass',
        steps: ['x.x.x.x.x.x.x.x.', 'x..xx.x.x..xx.x.', 'x.xxx.xxx.xxx.xx'],
        gain: 0.6,
      },
      { timbres: ['guitar'], role: 'strum', steps: ['..xx..xx..xx..xx', 'x.xxx.xxx.xxx.xx'], gain: 0.3 },
      { timbres: ['strings'], role: 'melody', steps: ['x-------x---x---', '....x-x-x-......'], gain: 0.3 },
    ],
  },
  {
    name: 'reggaeton',
    bpm: [85, 102],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [0.5, 1],
    drums: [
      [
        fourOnTheFloor,
        { drum: 'snare', steps: ['...x..x....x..x.'], gain: 0.9 },
        { drum: 'hat', steps: ['x.x.x.x.x.x.x.x.'], gain: 0.3, presence: 0.6 },
      ],
    ],
    pitched: [{ ...subBass, steps: ['x--x--x-x--x--x-', 'x---x---x---x---'] }, stabs, tune],
  },
  {
    name: 'amen and percussion',
    bpm: [90, 180],
    beats: 4,
    steps: 4,
    swing: [0, 0.2],
    loose: [0, 0.006],
    chordBars: [2],
    drums: [
      [{ drum: 'hat', steps: ['x.x.x.x.x.x.x.x.', 'xoxoxoxoxoxoxoxo', 'x.xox.xox.xox.xo'], gain: 0.6 }],
      [{ drum: 'snare', steps: ['....x.......x...', 'x.xxx.x.x.xxx.xx', '....x..x.x..x..x'], gain: 0.9 }],
      [{ drum: 'kick', steps: ['x...x...x...x...', 'x.....x.x.......', 'x..x..x.x..x..x.'], gain: 1 }],
      [
        { drum: 'conga', steps: ['x..xx.x.x..xx.x.', '..x...xx..x...xx'], gain: 0.7 },
        { drum: 'shaker', steps: ['xoxoxoxoxoxoxoxo'], gain: 0.4 },
      ],
    ],
    pitched: [],
  },
  {
    name: 'synthesiser loop',
    bpm: [100, 180],
    beats: 4,
    steps: 4,
    loose: tight,
    chordBars: [1, 2, 4],
    drums: [[]],
    pitched: [
      { ...sequence, presence: 0.6 },
      { ...rollingBass, presence: 0.6 },
      {
        timbres: ['lead', 'bass'],
        role: 'arpeggio',
        steps: ['xxxxxxxxxxxxxxxx', 'x.xxx.x.xx.xx.x.', 'xoxxoxxoxxoxxoxo'],
        gain: 0.5,
        presence: 0.5,
      },
    ],
  },
  {
    name: 'metronome',
    bpm: [50, 215],
    beats: 4,
    steps: 1,
    loose: [0, 0.001],
    chordBars: [1],
    drums: [
      [{ drum: 'clave', steps: ['xxxx', 'xooo', 'xoo'], gain: 0.8 }],
      [{ drum: 'rim', steps: ['xxxx', 'xooo', 'xo'], gain: 0.8 }],
      [{ drum: 'kick', steps: ['xxxx'], gain: 0.8 }],
      [{ drum: 'hat', steps: ['xxxx', 'xooo'], gain: 0.8 }],
    ],
    pitched: [],
  },
  {
    name: 'plain drum machine',
    bpm: [58, 205],
    beats: 4,
    steps: 2,
    loose: [0, 0.002],
    chordBars: [1],
    drums: [
      [
        { drum: 'kick', steps: ['x...x...', 'x.x.x.x.', 'x...x.x.'], gain: 1 },
        { drum: 'snare', steps: ['..x...x.'], gain: 0.8 },
        { drum: 'hat', steps: ['xxxxxxxx', 'x.x.x.x.', '.x.x.x.x'], gain: 0.4, presence: 0.8 },
      ],
    ],
    pitched: [
      { timbres: ['bass'], role: 'bass', steps: ['xxxxxxxx', 'x-x-x-x-', 'x-----x-'], gain: 0.5, presence: 0.4 },
    ],
  },
];
