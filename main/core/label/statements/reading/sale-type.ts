import type { SaleType } from '#shared/statement-mapping.ts';

/** In order: the first whose words a text has. */
const words: readonly [SaleType, RegExp][] = [
  ['ugc', /\bugc\b|user.?generated|content.?id|\bshorts?\b|facebook|instagram|tiktok|claim/],
  ['sync', /\bsync(h|hroni[sz]ation)?\b|licen[cs]ing/],
  ['mechanical', /mechanical|\bmech\b/],
  ['performance', /perform|neighbou?ring|public|broadcast|\bpr\b/],
  ['merch', /\bmerch(andise)?\b|t-?shirt|apparel|hoodie|poster|sticker|tote/],
  ['physical', /physical|vinyl|\blp\b|\bcds?\b|compact dis[ck]|cassette|\btape\b|7"|10"|12"|record\/vinyl|\bdvd\b/],
  [
    'stream',
    /stream|subscription|\bsub\b|premium|\bfree\b|ad.?(supported|funded)|abonnement|radio|cloud|\bplays?\b|family plan|interactive/,
  ],
  [
    'download',
    /down ?load|\bdl\b|permanent|purchase|\bwav\b|\bmp3\b|\balbum\b|\btrack\b|\bsong\b|\bsales?\b|ringtone|digital|t[ée]l[ée]charge/,
  ],
];

/** What kind of sale a word of a file means; null where none of ours is in it. */
export function parseSaleType(text: string): SaleType | null {
  const plain = text.toLowerCase();
  return words.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}
