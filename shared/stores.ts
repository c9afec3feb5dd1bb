/** What a store does with music. */
export const storeKinds = ['streaming', 'download', 'video', 'social', 'fitness', 'radio'] as const;
export type StoreKind = (typeof storeKinds)[number];

export type Store = {
  key: string;
  name: string;
  kind: StoreKind;
  /** An estimate of what one stream (of a download store: one sale) brings, in dollars; never what was paid. */
  estimate: string;
  /** What a payment has to come to, in whole dollars; an estimate too. */
  threshold: number;
};

/**
 * Stores by the keys that releases, deliveries and statements name them by. The estimates are those of TuneMantra's table, which everybody
 * may change; that of Beatport's streaming was a price of downloads there.
 */
export const stores: readonly Store[] = [
  { key: 'spotify', name: 'Spotify', kind: 'streaming', estimate: '0.004', threshold: 50 },
  { key: 'appleMusic', name: 'Apple Music', kind: 'streaming', estimate: '0.008', threshold: 50 },
  { key: 'amazonMusic', name: 'Amazon Music', kind: 'streaming', estimate: '0.006', threshold: 50 },
  { key: 'youTubeMusic', name: 'YouTube Music', kind: 'streaming', estimate: '0.002', threshold: 50 },
  { key: 'deezer', name: 'Deezer', kind: 'streaming', estimate: '0.005', threshold: 50 },
  { key: 'tidal', name: 'Tidal', kind: 'streaming', estimate: '0.0084', threshold: 50 },
  { key: 'pandora', name: 'Pandora', kind: 'streaming', estimate: '0.0014', threshold: 50 },
  { key: 'soundCloud', name: 'SoundCloud', kind: 'streaming', estimate: '0.003', threshold: 50 },
  { key: 'iHeartRadio', name: 'iHeartRadio', kind: 'streaming', estimate: '0.0013', threshold: 50 },
  { key: 'tikTok', name: 'TikTok', kind: 'social', estimate: '0.0003', threshold: 50 },
  { key: 'instagram', name: 'Instagram', kind: 'social', estimate: '0.0004', threshold: 50 },
  { key: 'facebook', name: 'Facebook', kind: 'social', estimate: '0.0004', threshold: 50 },
  { key: 'triller', name: 'Triller', kind: 'social', estimate: '0.0003', threshold: 50 },
  { key: 'snapchat', name: 'Snapchat', kind: 'social', estimate: '0.0003', threshold: 50 },
  { key: 'x', name: 'X (Twitter)', kind: 'social', estimate: '0.0002', threshold: 50 },
  { key: 'jioSaavn', name: 'JioSaavn', kind: 'streaming', estimate: '0.0025', threshold: 50 },
  { key: 'gaana', name: 'Gaana', kind: 'streaming', estimate: '0.002', threshold: 50 },
  { key: 'wynk', name: 'Wynk', kind: 'streaming', estimate: '0.0022', threshold: 50 },
  { key: 'kkbox', name: 'KKBOX', kind: 'streaming', estimate: '0.0035', threshold: 50 },
  { key: 'joox', name: 'JOOX', kind: 'streaming', estimate: '0.0018', threshold: 50 },
  { key: 'melon', name: 'Melon', kind: 'streaming', estimate: '0.0032', threshold: 50 },
  { key: 'netEase', name: 'NetEase Cloud Music', kind: 'streaming', estimate: '0.0015', threshold: 50 },
  { key: 'qqMusic', name: 'QQ Music', kind: 'streaming', estimate: '0.0018', threshold: 50 },
  { key: 'bugs', name: 'Bugs', kind: 'streaming', estimate: '0.0026', threshold: 50 },
  { key: 'genie', name: 'Genie Music', kind: 'streaming', estimate: '0.003', threshold: 50 },
  { key: 'flo', name: 'FLO', kind: 'streaming', estimate: '0.0028', threshold: 50 },
  { key: 'lineMusic', name: 'LINE Music', kind: 'streaming', estimate: '0.0024', threshold: 50 },
  { key: 'rakutenMusic', name: 'Rakuten Music', kind: 'streaming', estimate: '0.002', threshold: 50 },
  { key: 'boomplay', name: 'Boomplay', kind: 'streaming', estimate: '0.0012', threshold: 25 },
  { key: 'mdundo', name: 'Mdundo', kind: 'streaming', estimate: '0.0008', threshold: 25 },
  { key: 'audiomack', name: 'Audiomack', kind: 'streaming', estimate: '0.0015', threshold: 25 },
  { key: 'spinlet', name: 'Spinlet', kind: 'streaming', estimate: '0.001', threshold: 25 },
  { key: 'mziiki', name: 'Mziiki', kind: 'streaming', estimate: '0.0009', threshold: 25 },
  { key: 'anghami', name: 'Anghami', kind: 'streaming', estimate: '0.0022', threshold: 50 },
  { key: 'yalaMusic', name: 'Yala Music', kind: 'streaming', estimate: '0.0018', threshold: 50 },
  { key: 'claroMusica', name: 'Claro música', kind: 'streaming', estimate: '0.0016', threshold: 40 },
  { key: 'movistarMusica', name: 'Movistar Música', kind: 'streaming', estimate: '0.0014', threshold: 40 },
  { key: 'napster', name: 'Napster', kind: 'streaming', estimate: '0.0017', threshold: 40 },
  { key: 'yandexMusic', name: 'Yandex Music', kind: 'streaming', estimate: '0.0018', threshold: 50 },
  { key: 'zvooq', name: 'Zvooq', kind: 'streaming', estimate: '0.0016', threshold: 50 },
  { key: 'wimp', name: 'WiMP', kind: 'streaming', estimate: '0.003', threshold: 50 },
  { key: 'qobuz', name: 'Qobuz', kind: 'streaming', estimate: '0.004', threshold: 50 },
  { key: 'awa', name: 'AWA', kind: 'streaming', estimate: '0.0025', threshold: 50 },
  { key: 'iTunes', name: 'iTunes Store', kind: 'download', estimate: '0.7', threshold: 50 },
  { key: 'amazonDownloads', name: 'Amazon downloads', kind: 'download', estimate: '0.65', threshold: 50 },
  { key: 'sevenDigital', name: '7digital', kind: 'download', estimate: '0.6', threshold: 50 },
  { key: 'beatport', name: 'Beatport', kind: 'download', estimate: '0.5', threshold: 50 },
  { key: 'bandcamp', name: 'Bandcamp', kind: 'download', estimate: '0.8', threshold: 30 },
  { key: 'beatportStreaming', name: 'Beatport Streaming', kind: 'streaming', estimate: '0.005', threshold: 50 },
  { key: 'traxsource', name: 'Traxsource', kind: 'download', estimate: '0.0045', threshold: 50 },
  { key: 'juno', name: 'Juno Download', kind: 'download', estimate: '0.004', threshold: 50 },
  { key: 'mixcloud', name: 'Mixcloud', kind: 'streaming', estimate: '0.006', threshold: 40 },
  { key: 'peloton', name: 'Peloton', kind: 'fitness', estimate: '0.005', threshold: 50 },
  { key: 'rockMyRun', name: 'RockMyRun', kind: 'fitness', estimate: '0.0035', threshold: 50 },
  { key: 'fitRadio', name: 'FitRadio', kind: 'fitness', estimate: '0.0035', threshold: 50 },
  { key: 'siriusXm', name: 'SiriusXM', kind: 'radio', estimate: '0.002', threshold: 50 },
  { key: 'tuneIn', name: 'TuneIn', kind: 'radio', estimate: '0.0015', threshold: 50 },
  { key: 'dashRadio', name: 'Dash Radio', kind: 'radio', estimate: '0.0018', threshold: 50 },
  { key: 'audius', name: 'Audius', kind: 'streaming', estimate: '0.008', threshold: 30 },
  { key: 'resonate', name: 'Resonate', kind: 'streaming', estimate: '0.0065', threshold: 30 },
];

/** What a stream brings where nothing is known of the store. */
export const otherEstimate = '0.003';

const byKey = new Map(stores.map((store) => [store.key, store]));

export function findStore(key: string): Store | undefined {
  return byKey.get(key);
}

/** Its name; of a store that only the user knows, its key. */
export function storeName(key: string): string {
  return findStore(key)?.name ?? key;
}
