import { from, names, type SalesFormat } from './statement-format.ts';

const distroKidFields: SalesFormat['mapping']['fields'] = {
  saleDate: from('Sale Month'),
  reportedDate: from('Reporting Date'),
  store: from('Store'),
  territory: from('Country of Sale'),
  format: from('Song/Album', 'Source Type'),
  saleType: { ...from('Store'), values: { itunes: 'download', 'amazon (downloads)': 'download' } },
  quantity: from('Quantity'),
  withheld: from('Songwriter Royalties Withheld', 'Songwriter Royalties Withheld (USD)'),
  net: from('Earnings (USD)'),
  isrc: from('ISRC'),
  upc: from('UPC'),
  artist: from('Artist'),
  title: from('Title'),
};

/** Distributors that anybody may use. */
export const aggregatorFormats: readonly SalesFormat[] = [
  {
    id: 'distrokid',
    name: 'DistroKid',
    content: 'sales',
    required: [['Sale Month'], ['Team Percentage'], ['Earnings (USD)']],
    known: names(
      'Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Song/Album,Country of Sale,' +
        'Songwriter Royalties Withheld,Earnings (USD)',
    ),
    mapping: { fields: distroKidFields, currency: 'USD', decimal: '.', saleType: 'stream' },
    money: { note: 'afterTeamShare', columns: ['Earnings (USD)'], besides: ['Team Percentage'] },
  },
  {
    id: 'distrokid-2',
    name: 'DistroKid',
    content: 'sales',
    required: [['Date Inserted'], ['Sale Month'], ['Team Percentage'], ['Earnings (USD)']],
    known: names(
      'Date Inserted,Reporting Date,Sale Month,Store,Artist,Title,ISRC,UPC,Quantity,Team Percentage,Source Type,' +
        'Country of Sale,Songwriter Royalties Withheld (USD),Earnings (USD),Recoup (USD)',
    ),
    mapping: { fields: distroKidFields, currency: 'USD', decimal: '.', saleType: 'stream' },
    money: { note: 'afterTeamShare', columns: ['Earnings (USD)'], besides: ['Team Percentage', 'Recoup (USD)'] },
  },
  {
    id: 'tunecore',
    name: 'TuneCore',
    content: 'sales',
    required: [['TC Song ID'], ['Total Earned'], ['Currency']],
    known: names(
      'Sales Period,Posted Date,Store Name,Country Of Sale,Artist,Release Type,Release Title,Song Title,Label,UPC,' +
        'Optional UPC,TC Song ID,Optional ISRC,Sales Type,# Units Sold,Per Unit Price,Net Sales,Net Sales Currency,' +
        'Exchange Rate,Total Earned,Currency',
    ),
    mapping: {
      fields: {
        saleDate: { ...from('Sales Period'), isMonth: true },
        reportedDate: from('Posted Date'),
        store: from('Store Name'),
        territory: from('Country Of Sale'),
        saleType: from('Sales Type'),
        format: from('Release Type'),
        quantity: from('# Units Sold'),
        net: from('Total Earned'),
        currency: from('Currency'),
        fxRate: from('Exchange Rate'),
        isrc: from('Optional ISRC', 'ISRC'),
        upc: from('Optional UPC', 'UPC'),
        artist: from('Artist'),
        title: from('Song Title'),
        releaseTitle: from('Release Title'),
        label: from('Label'),
      },
      decimal: '.',
    },
    money: { note: 'converted', columns: ['Total Earned'], besides: ['Net Sales', 'Exchange Rate'] },
  },
  {
    id: 'cd-baby',
    name: 'CD Baby',
    content: 'sales',
    required: [['CDBabySku'], ['Subtotal']],
    known: names(
      'Report Date,Sales Date,Quantity,Price,Subtotal,Isrc,Barcode,CDBabySku,Album Name,Artist Name,Track Name,' +
        'Partner Name,Transaction Type,Delivery Country',
    ),
    mapping: {
      fields: {
        saleDate: from('Sales Date'),
        reportedDate: from('Report Date'),
        store: from('Partner Name'),
        territory: from('Delivery Country'),
        saleType: from('Transaction Type'),
        quantity: from('Quantity'),
        net: from('Subtotal'),
        isrc: from('Isrc'),
        upc: from('Barcode'),
        catalogueNumber: from('CDBabySku'),
        artist: from('Artist Name'),
        title: from('Track Name'),
        releaseTitle: from('Album Name'),
      },
      currency: 'USD',
      decimal: '.',
      dateOrder: 'mdy',
    },
    money: { note: 'afterFees', columns: ['Subtotal'], besides: ['Price', 'Quantity'] },
  },
  {
    id: 'symphonic',
    name: 'Symphonic',
    content: 'sales',
    required: [['Royalty ($US)'], ['Sale or Void']],
    known: names(
      'Reporting Period,Label,Release Name,Release Version,Release Artists,UPC Code,Catalogue,Track Title,Mix Version,' +
        'ISRC Code,Track Artists,Digital Service Provider,Activity Period,Territory,Delivery,Content Type,Sale or Void,' +
        'Count,Royalty ($US)',
    ),
    mapping: {
      fields: {
        saleDate: from('Activity Period'),
        reportedDate: from('Reporting Period'),
        store: from('Digital Service Provider'),
        territory: from('Territory'),
        saleType: from('Delivery'),
        format: from('Content Type'),
        quantity: from('Count'),
        net: from('Royalty ($US)'),
        isrc: from('ISRC Code'),
        upc: from('UPC Code'),
        catalogueNumber: from('Catalogue'),
        artist: from('Track Artists', 'Release Artists'),
        title: { ...from('Track Title', 'Mix Version'), how: 'join' },
        releaseTitle: { ...from('Release Name', 'Release Version'), how: 'join' },
        label: from('Label'),
      },
      currency: 'USD',
      decimal: '.',
      reversals: { column: 'Sale or Void', values: ['Void'], areUnsigned: false },
    },
    money: { note: 'afterFees', columns: ['Royalty ($US)'] },
  },
  {
    id: 'soundcloud',
    name: 'SoundCloud for Artists',
    content: 'sales',
    required: [['Revenue (USD)'], ['Revenue Share (%)', 'Split Pay Share (%)']],
    known: names('Revenue (USD),Revenue Share (%),Split Pay Share (%)'),
    mapping: {
      fields: {
        saleDate: from('Reporting Period', 'Month', 'Period', 'Date', 'Sales Month'),
        store: from('Store', 'Partner', 'Service', 'Source'),
        territory: from('Territory', 'Country'),
        saleType: from('Usage Type', 'Type', 'Sales Type', 'Transaction Type'),
        quantity: from('Plays', 'Streams', 'Quantity', 'Units', 'Usage Count'),
        net: from('Revenue (USD)'),
        isrc: from('ISRC'),
        upc: from('UPC', 'EAN', 'Barcode'),
        artist: from('Artist', 'Artist Name', 'Track Artist'),
        title: from('Track', 'Track Title', 'Title', 'Track Name'),
        releaseTitle: from('Release', 'Album', 'Album Title', 'Release Title'),
        label: from('Label', 'Label Name'),
      },
      currency: 'USD',
      store: 'SoundCloud',
      saleType: 'stream',
    },
    money: {
      note: 'afterTeamShare',
      columns: ['Revenue (USD)'],
      besides: ['Revenue Share (%)', 'Split Pay Share (%)'],
    },
  },
];
