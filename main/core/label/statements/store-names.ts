import { foldText, wordsOf } from '#shared/fold-text.ts';
import { stores } from '#shared/stores.ts';

/** How statements spell stores, as words without signs; the first that a name begins with or is counts. */
const spellings: readonly [string, readonly string[]][] = [
  ['spotify', ['spotify']],
  ['beatportStreaming', ['beatport streaming', 'beatport link', 'beatport subscription', 'beatsource link']],
  ['beatport', ['beatport', 'beatsource']],
  ['iTunes', ['itunes match', 'itunes', 'apple itunes', 'apple music store', 'apple inc itunes']],
  ['appleMusic', ['apple music', 'apple inc', 'apple']],
  ['amazonDownloads', ['amazon mp3', 'amazon downloads', 'amazon download', 'amazonmp3', 'amazon com']],
  [
    'amazonMusic',
    ['amazon music', 'amazon prime', 'amazon unlimited', 'amazon ads', 'amazon ad supported', 'amazon', 'amz'],
  ],
  [
    'youTubeMusic',
    [
      'youtube music',
      'youtube red',
      'youtube premium',
      'youtube',
      'you tube',
      'yt',
      'google play',
      'google',
      'art tracks',
    ],
  ],
  ['deezer', ['deezer']],
  ['tidal', ['tidal', 'aspiro']],
  ['wimp', ['wimp']],
  ['pandora', ['pandora']],
  ['soundCloud', ['soundcloud', 'sound cloud']],
  ['iHeartRadio', ['iheart', 'i heart', 'iheartradio']],
  ['tikTok', ['tiktok', 'tik tok', 'bytedance', 'douyin', 'resso', 'musical ly']],
  ['instagram', ['instagram']],
  ['facebook', ['facebook', 'meta', 'fb']],
  ['triller', ['triller']],
  ['snapchat', ['snapchat', 'snap']],
  ['x', ['twitter']],
  ['jioSaavn', ['jiosaavn', 'saavn', 'jio']],
  ['gaana', ['gaana']],
  ['wynk', ['wynk']],
  ['kkbox', ['kkbox']],
  ['joox', ['joox']],
  ['melon', ['melon']],
  ['netEase', ['netease', 'net ease']],
  ['qqMusic', ['qq music', 'qq', 'tencent', 'kugou', 'kuwo']],
  ['bugs', ['bugs']],
  ['genie', ['genie']],
  ['flo', ['flo']],
  ['lineMusic', ['line music', 'line']],
  ['rakutenMusic', ['rakuten']],
  ['boomplay', ['boomplay']],
  ['mdundo', ['mdundo']],
  ['audiomack', ['audiomack']],
  ['spinlet', ['spinlet']],
  ['mziiki', ['mziiki']],
  ['anghami', ['anghami']],
  ['yalaMusic', ['yala']],
  ['claroMusica', ['claro']],
  ['movistarMusica', ['movistar']],
  ['napster', ['napster', 'rhapsody']],
  ['yandexMusic', ['yandex']],
  ['zvooq', ['zvooq', 'zvuk', 'sberzvuk']],
  ['qobuz', ['qobuz']],
  ['awa', ['awa']],
  ['sevenDigital', ['7digital', '7 digital', 'seven digital']],
  ['bandcamp', ['bandcamp']],
  ['traxsource', ['traxsource']],
  ['juno', ['juno']],
  ['mixcloud', ['mixcloud']],
  ['peloton', ['peloton']],
  ['rockMyRun', ['rockmyrun', 'rock my run']],
  ['fitRadio', ['fit radio', 'fitradio']],
  ['siriusXm', ['siriusxm', 'sirius']],
  ['tuneIn', ['tunein', 'tune in']],
  ['dashRadio', ['dash radio', 'dash']],
  ['audius', ['audius']],
  ['resonate', ['resonate']],
];

const keys: ReadonlySet<string> = new Set(stores.map(({ key }) => key));
/** Longer spellings first: 'beatport streaming' is not Beatport. */
const byLength = spellings
  .flatMap(([key, names]) => names.map((name) => ({ key, name })))
  .sort((one, other) => other.name.length - one.name.length);

/** The key of the store that a statement means, or empty: the user says it then. */
export function guessStore(name: string): string {
  const words = wordsOf(foldText(name)).join(' ');
  const found = byLength.find((spelling) => words === spelling.name || words.startsWith(`${spelling.name} `));
  return found && keys.has(found.key) ? found.key : '';
}
