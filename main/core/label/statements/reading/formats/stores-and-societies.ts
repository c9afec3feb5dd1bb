import { from, names, type SalesFormat } from './statement-format.ts';

const beatportColumns =
  'PRODUCT_UPC,PRODUCT_CATALOGUE_NUMBER,TRACK_ISRC_CODE,LABEL,RELEASE,TRACK_TITLE,TRACK_ARTIST,REMIXER_NAME,REMIX,TERRITORY,' +
  'PURCHASE_STATUS,FORMAT,DELIVERY,TRANSACTION_DATE,CONTENT_TYPE,TRACK_COUNT,GROSS_CONTENT_REVENUE,GROSS_WAV_REVENUE,' +
  'PAID_PRICE,NET_CONTENT_REVENUE,NET_WAV_REVENUE,MECHANICAL_WITHHOLDING,US_TAX_WITHHOLDING';

const beatportFields: SalesFormat['mapping']['fields'] = {
  saleDate: from('TRANSACTION_DATE'),
  territory: from('TERRITORY'),
  saleType: from('DELIVERY', 'SALE_TYPE', 'CONTENT_TYPE'),
  format: from('FORMAT'),
  quantity: from('TRACK_COUNT'),
  gross: { ...from('GROSS_CONTENT_REVENUE', 'GROSS_WAV_REVENUE'), how: 'sum' },
  isrc: from('TRACK_ISRC_CODE'),
  upc: from('PRODUCT_UPC'),
  catalogueNumber: from('PRODUCT_CATALOGUE_NUMBER'),
  artist: from('TRACK_ARTIST'),
  title: { ...from('TRACK_TITLE', 'REMIX'), how: 'join' },
  releaseTitle: from('RELEASE'),
  label: from('LABEL'),
};

/** Stores that pay labels themselves, collecting societies and publishers. */
export const storeFormats: readonly SalesFormat[] = [
  {
    id: 'beatport',
    name: 'Beatport',
    content: 'sales',
    required: [['PRODUCT_UPC'], ['NET_CONTENT_REVENUE'], ['NET_TOTAL']],
    known: names(`${beatportColumns},WITHHELD_AMOUNT,US_TAX_WITHHOLDING_PERCENT,NET_TOTAL,SALE_TYPE`),
    mapping: {
      fields: { ...beatportFields, net: from('NET_TOTAL'), withheld: from('WITHHELD_AMOUNT') },
      store: 'Beatport',
      saleType: 'download',
    },
    money: { note: 'afterFees', columns: ['NET_TOTAL'], besides: ['NET_CONTENT_REVENUE', 'WITHHELD_AMOUNT'] },
  },
  {
    id: 'beatport-2',
    name: 'Beatport',
    content: 'sales',
    required: [['PRODUCT_UPC'], ['NET_CONTENT_REVENUE'], ['NET_WAV_REVENUE']],
    known: names(beatportColumns),
    mapping: {
      fields: {
        ...beatportFields,
        net: { ...from('NET_CONTENT_REVENUE', 'NET_WAV_REVENUE'), how: 'sum' },
        withheld: { ...from('MECHANICAL_WITHHOLDING', 'US_TAX_WITHHOLDING'), how: 'sum' },
      },
      store: 'Beatport',
      saleType: 'download',
    },
    money: {
      note: 'sumOfColumns',
      columns: ['NET_CONTENT_REVENUE', 'NET_WAV_REVENUE'],
      besides: ['US_TAX_WITHHOLDING'],
    },
  },
  {
    id: 'prs',
    name: 'PRS for Music',
    content: 'sales',
    required: [['CAE Number'], ['Work Title'], ['Amount (performance revenue)']],
    known: names('Record Number,CAE Number,Work Title,Amount (performance revenue),IP1'),
    mapping: {
      fields: { net: from('Amount (performance revenue)'), title: from('Work Title'), artist: from('IP1') },
      currency: 'GBP',
      store: 'PRS for Music',
      saleType: 'performance',
    },
    money: { note: 'onlyAmount', columns: ['Amount (performance revenue)'] },
    assumes: ['currency'],
  },
  {
    id: 'publisher-works',
    name: 'Publisher (works)',
    content: 'sales',
    required: [['Work Title'], ['Work ID'], ['Right Type'], ['Amount']],
    known: names('Work Title,Work ID,Composers,Right Type,Source,Amount,Currency'),
    mapping: {
      fields: {
        store: from('Source'),
        saleType: { ...from('Right Type'), values: { pr: 'performance', mr: 'mechanical', sr: 'sync', sync: 'sync' } },
        net: from('Amount'),
        currency: from('Currency'),
        catalogueNumber: from('Work ID'),
        artist: from('Composers'),
        title: from('Work Title'),
      },
      saleType: 'performance',
    },
    money: { note: 'onlyAmount', columns: ['Amount'] },
  },
];
