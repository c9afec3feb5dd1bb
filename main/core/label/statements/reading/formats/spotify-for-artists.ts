import { names, type StreamsFormat } from './statement-format.ts';

const noMoney = { note: 'noMoney', columns: [] } as const;
const streams = { content: 'streams', isExact: true, money: noMoney } as const;

function exactly(columns: string): Pick<StreamsFormat, 'required' | 'known'> {
  return { required: names(columns).map((name) => [name]), known: names(columns) };
}

const counts = { streams: ['streams'], listeners: ['listeners'], saves: ['saves'], followers: ['followers'] };

/** Spotify's figures for artists: counts without money. Their files are told apart by all of their columns. */
export const spotifyFormats: readonly StreamsFormat[] = [
  {
    ...streams,
    id: 's4a-songs',
    name: 'Spotify for Artists (songs)',
    ...exactly('song,listeners,streams,saves,release_date'),
    fields: { title: ['song'], releaseDate: ['release_date'], ...counts },
  },
  {
    ...streams,
    id: 's4a-song-timeline',
    name: 'Spotify for Artists (one song)',
    ...exactly('date,streams'),
    fields: { day: ['date'], streams: ['streams'] },
    titleIn: /^(.+)-timeline(?: ?\(\d+\))?\.csv$/i,
  },
  {
    ...streams,
    id: 's4a-audience',
    name: 'Spotify for Artists (audience)',
    ...exactly('date,listeners,streams,followers'),
    fields: { day: ['date'], ...counts },
  },
  {
    ...streams,
    id: 's4a-audience-2',
    name: 'Spotify for Artists (audience)',
    ...exactly(
      'date,listeners,monthly listeners,monthly active listeners,super listeners,streams,playlist adds,saves,followers',
    ),
    fields: {
      day: ['date'],
      ...counts,
      monthlyListeners: ['monthly listeners'],
      monthlyActiveListeners: ['monthly active listeners'],
      superListeners: ['super listeners'],
      playlistAdds: ['playlist adds'],
    },
  },
  {
    ...streams,
    id: 's4a-playlists',
    name: 'Spotify for Artists (playlists)',
    ...exactly('title,author,listeners,streams,date_added'),
    fields: { playlist: ['title'], author: ['author'], dateAdded: ['date_added'], ...counts },
  },
];
