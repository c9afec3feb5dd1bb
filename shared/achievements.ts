/** What an achievement is measured by; where each comes from: main/core/home/achievement-metrics.ts. */
export const achievementMetrics = [
  'songsPlanned',
  'songsStarted',
  'songsFinished',
  'songsReleased',
  'packsMade',
  'listsImported',
  'streakDays',
  'ideasMade',
  'songsComplete',
  'packsComplete',
  'seriesMade',
  'seriesReleased',
  'collaborations',
  'artists',
  'years',
  'decades',
  'letters',
  'publicSongs',
  'requestsSent',
  'welcome',
] as const;
export type AchievementMetric = (typeof achievementMetrics)[number];

export const rarities = ['common', 'uncommon', 'rare', 'epic', 'legendary'] as const;
export type Rarity = (typeof rarities)[number];

export const achievementCategories = [
  'planned',
  'started',
  'released',
  'packs',
  'activity',
  'quality',
  'social',
  'diversity',
] as const;
export type AchievementCategory = (typeof achievementCategories)[number];

export type Achievement = {
  /** Names it for good, and its text: 'songsPlanned.10'. */
  code: string;
  metric: AchievementMetric;
  target: number;
  points: number;
  rarity: Rarity;
  category: AchievementCategory;
};

/** Targets and points, by what they measure: systems.md 000.13. */
const steps: readonly [
  AchievementCategory,
  AchievementMetric,
  readonly (readonly [target: number, points: number])[],
][] = [
  [
    'planned',
    'songsPlanned',
    [
      [1, 10],
      [5, 10],
      [10, 25],
      [25, 25],
      [50, 50],
      [100, 100],
      [250, 100],
    ],
  ],
  [
    'started',
    'songsStarted',
    [
      [1, 10],
      [5, 10],
      [10, 25],
      [25, 25],
      [50, 50],
    ],
  ],
  [
    'started',
    'songsFinished',
    [
      [1, 10],
      [5, 10],
      [10, 25],
      [25, 50],
      [50, 100],
    ],
  ],
  [
    'released',
    'songsReleased',
    [
      [1, 10],
      [5, 10],
      [10, 25],
      [25, 50],
      [50, 50],
      [100, 100],
      [250, 250],
      [500, 500],
    ],
  ],
  [
    'packs',
    'packsMade',
    [
      [1, 10],
      [3, 25],
      [5, 25],
      [10, 50],
      [20, 100],
    ],
  ],
  ['activity', 'welcome', [[1, 5]]],
  [
    'activity',
    'listsImported',
    [
      [1, 10],
      [5, 25],
      [10, 50],
    ],
  ],
  [
    'activity',
    'streakDays',
    [
      [3, 10],
      [7, 25],
      [14, 25],
      [30, 50],
      [60, 100],
      [100, 250],
    ],
  ],
  [
    'activity',
    'ideasMade',
    [
      [1, 10],
      [5, 25],
    ],
  ],
  [
    'quality',
    'songsComplete',
    [
      [1, 10],
      [5, 25],
      [10, 50],
      [25, 100],
    ],
  ],
  [
    'quality',
    'packsComplete',
    [
      [1, 25],
      [3, 50],
      [5, 100],
    ],
  ],
  ['quality', 'seriesMade', [[1, 10]]],
  [
    'quality',
    'seriesReleased',
    [
      [1, 25],
      [3, 50],
      [5, 100],
    ],
  ],
  [
    'social',
    'collaborations',
    [
      [1, 10],
      [3, 25],
      [5, 25],
      [10, 50],
      [25, 100],
    ],
  ],
  [
    'social',
    'publicSongs',
    [
      [1, 10],
      [5, 25],
      [10, 50],
      [25, 100],
    ],
  ],
  [
    'social',
    'requestsSent',
    [
      [1, 10],
      [5, 25],
      [10, 50],
    ],
  ],
  [
    'diversity',
    'artists',
    [
      [5, 25],
      [10, 50],
      [25, 100],
      [50, 100],
      [100, 250],
    ],
  ],
  [
    'diversity',
    'years',
    [
      [5, 25],
      [10, 50],
      [25, 100],
      [50, 100],
    ],
  ],
  [
    'diversity',
    'decades',
    [
      [2, 25],
      [3, 50],
      [4, 100],
      [5, 250],
    ],
  ],
  ['diversity', 'letters', [[26, 250]]],
];

/** How rare one is follows from what it is worth. */
function rarityOf(points: number): Rarity {
  if (points <= 10) return 'common';
  if (points <= 25) return 'uncommon';
  if (points <= 50) return 'rare';
  return points <= 100 ? 'epic' : 'legendary';
}

/** All 79 of them, worth 4,925 points together. */
export const achievements: readonly Achievement[] = steps.flatMap(([category, metric, targets]) =>
  targets.map(([target, points]) => ({
    code: `${metric}.${target}`,
    metric,
    target,
    points,
    rarity: rarityOf(points),
    category,
  })),
);

/** What a released song is worth beside them. */
export const pointsForReleasedSong = 10;
