import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Three statements of one quarter as their senders write them: DistroKid (tab-separated, dollars), Believe (semicolons, decimal comma,
 * euro) and Bandcamp (UTF-16 with a mark, euro). What they come to is reckoned here from these rows alone, in whole numbers of
 * 10^-12, and shares no line with the application.
 */

export const catalogue = {
  quay: { title: 'Quay', artist: 'Ines Valloria', isrc: 'ZZLR12700041' },
  season: { title: 'Low Season', artist: 'Ines Valloria', isrc: 'ZZLR12700042' },
  window: { title: 'Every Window Lit', artist: 'Kit Okafor', isrc: 'ZZLR12700043' },
} as const;
export type Title = keyof typeof catalogue;

/** `of` is what a row is truly about; `asTold` is what its sender says, where that is less. */
type Sale = { of: Title; month: string; store: string; country: string; units: number; net: string; asTold?: string };

const distroKid: readonly Sale[] = [
  { of: 'quay', month: '2026-07', store: 'Spotify', country: 'DE', units: 41_280, net: '148.20931177' },
  { of: 'quay', month: '2026-08', store: 'Apple Music', country: 'US', units: 9_004, net: '61.00710084' },
  { of: 'season', month: '2026-09', store: 'Spotify', country: 'GB', units: 36_911, net: '133.77120045' },
  { of: 'season', month: '2026-09', store: 'Spotify', country: 'GB', units: -12, net: '-0.04310001' },
  { of: 'window', month: '2026-08', store: 'Deezer', country: 'FR', units: 12_116, net: '57.10000007' },
  // Neither code nor title are as they should be.
  {
    of: 'window',
    month: '2026-07',
    store: 'Tidal',
    country: 'NO',
    units: 801,
    net: '9.61333333',
    asTold: 'Evry Window Lit',
  },
];

const believe: readonly Sale[] = [
  { of: 'quay', month: '2026-07', store: 'Amazon Music', country: 'DE', units: 2_204, net: '12.34567' },
  { of: 'season', month: '2026-08', store: 'Qobuz', country: 'FR', units: 311, net: '4.00005' },
  { of: 'window', month: '2026-09', store: 'Amazon Music', country: 'AT', units: 1_050, net: '6.66667' },
];

const bandcamp: readonly Sale[] = [
  { of: 'quay', month: '2026-08', store: 'Bandcamp', country: 'JP', units: 1, net: '6.12' },
  { of: 'season', month: '2026-09', store: 'Bandcamp', country: 'DE', units: 2, net: '11.98' },
  {
    of: 'season',
    month: '2026-09',
    store: 'Bandcamp',
    country: 'SE',
    units: 1,
    net: '5.05',
    asTold: 'Low Season (Tape)',
  },
];

export const dollarRate = '0.9182';

const distroKidHead =
  'Reporting Date\tSale Month\tStore\tArtist\tTitle\tISRC\tUPC\tQuantity\tTeam Percentage\tSong/Album\tCountry of Sale\tSongwriter Royalties Withheld\tEarnings (USD)';

const believeHead =
  'Reporting month;Sales Month;Platform;Country / Region;Label Name;Artist Name;Release title;Track title;UPC;ISRC;Release Catalog nb;Streaming Subscription Type;Release type;Sales Type;Quantity;Client Payment Currency;Unit Price;Mechanical Fee;Gross Revenue;Client share rate;Net Revenue';

const bandcampHead =
  'date,paid to,item type,item name,artist,currency,item price,quantity,discount code,sub total,tax,shipping,ship from country name,transaction fee,fee type,item total,amount you received,bandcamp transaction id,paypal transaction id,assessed revenue share,collected revenue share,balance of revenue share,change to payout balance,payout balance,net amount,package,option,item url,sku,catalog number,upc,isrc,buyer name,buyer email,buyer phone,buyer note,ship to name,ship to street,ship to street 2,ship to city,ship to state,ship to zip,ship to country,ship to country code,ship date,ship notes,country,country code,region/state,city,referrer,referrer url';

/** Who bought it; nothing of it may be kept. */
export const buyer = 'Ophelia Buyer';

/** Writes the three files into a folder; answers with their paths. */
export function writeStatements(folder: string): { distroKid: string; believe: string; bandcamp: string } {
  const paths = {
    distroKid: join(folder, 'distrokid-2026-q3.tsv'),
    believe: join(folder, 'believe-2026-q3.csv'),
    bandcamp: join(folder, 'bandcamp-raw.csv'),
  };
  const rowsOfDistroKid = distroKid.map((sale) => {
    const { title, artist, isrc } = named(sale);
    const facts = ['2026-10-15', sale.month, sale.store, artist, title, isrc, '', sale.units, 100, 'Song'];
    return [...facts, sale.country, 0, sale.net].join('\t');
  });
  writeFileSync(paths.distroKid, [distroKidHead, ...rowsOfDistroKid, ''].join('\r\n'));
  const rowsOfBelieve = believe.map((sale) => {
    const { title, artist, isrc } = named(sale);
    const facts = [
      '2026/10/01',
      `${sale.month.replace('-', '/')}/01`,
      sale.store,
      sale.country,
      'Lantern Row',
      artist,
      '',
    ];
    const kinds = [title, '', isrc, 'LR-034', 'Premium', 'Music Release', 'Stream', sale.units, 'EUR', '0', '0'];
    const net = sale.net.replace('.', ',');
    return [...facts, ...kinds, net, '1', net].map((cell) => `"${cell}"`).join(';');
  });
  writeFileSync(paths.believe, [believeHead, ...rowsOfBelieve, ''].join('\r\n'));
  const columns = bandcampHead.split(',');
  const rowsOfBandcamp = bandcamp.map((sale, index) => {
    const { title, artist, isrc } = named(sale);
    const [year, month] = sale.month.split('-').map(Number) as [number, number];
    const cells: Record<string, string | number> = {
      ...{ date: `${month}/1${index}/${year % 100} 4:49am`, 'paid to': 'label@example.org', 'item type': 'track' },
      ...{ 'item name': title, artist, currency: 'EUR', quantity: sale.units, 'net amount': sale.net, isrc },
      ...{ 'bandcamp transaction id': 90_000 + index, 'buyer name': buyer, 'buyer email': 'ophelia@example.org' },
      ...{ 'country code': sale.country, 'item total': sale.net, 'sub total': sale.net },
    };
    return columns.map((column) => cells[column] ?? '').join(',');
  });
  const text = `\uFEFF${[bandcampHead, ...rowsOfBandcamp, ''].join('\r\n')}`;
  writeFileSync(paths.bandcamp, Buffer.from(text, 'utf16le'));
  return paths;
}

function named({ of, asTold }: Sale): { title: string; artist: string; isrc: string } {
  return asTold === undefined ? catalogue[of] : { title: asTold, artist: catalogue[of].artist, isrc: '' };
}

const scale = 10n ** 12n;

/** A decimal in 10^-12; more places than that have none of these. */
function exact(decimal: string): bigint {
  const [whole = '', places = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole) * scale + BigInt(places.padEnd(12, '0'));
  return decimal.startsWith('-') ? -size : size;
}

/** A share of an amount, in 10^-12, cut off behind: enough to round to cents by. */
function part(amount: bigint, percent: bigint): bigint {
  return (amount * percent) / 100n;
}

export function cents(amount: bigint): bigint {
  const step = scale / 100n;
  return amount < 0n ? -((-amount + step / 2n) / step) : (amount + step / 2n) / step;
}

function sum(sales: readonly Sale[], of?: Title): bigint {
  return sales.reduce((total, sale) => total + (of === undefined || sale.of === of ? exact(sale.net) : 0n), 0n);
}

const inEuro = (dollars: bigint) => (dollars * exact(dollarRate)) / scale;

/** What a statement comes to in its own currency, as its sender would say. */
export const controlTotals = {
  distroKid: plain(sum(distroKid)),
  believe: plain(sum(believe)),
  bandcamp: plain(sum(bandcamp)),
};

/** All of it in euro; and by title. */
export function netReceipts(of?: Title): bigint {
  return inEuro(sum(distroKid, of)) + sum(believe, of) + sum(bandcamp, of);
}

/** What a payee has earned in cents, by shares in percent of titles. */
export function earned(shares: Readonly<Partial<Record<Title, bigint>>>): bigint {
  const total = Object.entries(shares).reduce((sumSoFar, [of, percent]) => {
    return sumSoFar + part(netReceipts(of as Title), percent);
  }, 0n);
  return cents(total);
}

function plain(amount: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const places = String(size % scale)
    .padStart(12, '0')
    .replace(/0+$/, '');
  return `${sign}${size / scale}${places === '' ? '' : `.${places}`}`;
}

/** Cents as amounts are shown. */
export function shown(minor: bigint): string {
  const size = minor < 0n ? -minor : minor;
  const whole = String(size / 100n).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${minor < 0n ? '−' : ''}${whole}.${String(size % 100n).padStart(2, '0')}`;
}
