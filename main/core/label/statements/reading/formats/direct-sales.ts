import { from, names, type SalesFormat } from './statement-format.ts';

/** What people bought from the label itself, or nearly: with names and addresses of who bought it. */
export const directSaleFormats: readonly SalesFormat[] = [
  {
    id: 'bandcamp',
    name: 'Bandcamp',
    content: 'sales',
    required: [['bandcamp transaction id'], ['net amount'], ['item type']],
    known: names(
      'date,paid to,item type,item name,artist,currency,item price,quantity,discount code,sub total,transaction fee,' +
        'fee type,item total,amount you received,bandcamp transaction id,paypal transaction id,net amount,tax,shipping,' +
        'ship from country name,assessed revenue share,collected revenue share,balance of revenue share,' +
        'change to payout balance,payout balance,package,option,item url,sku,catalog number,upc,isrc,buyer name,buyer email,' +
        'buyer phone,buyer note,ship to name,ship to street,ship to street 2,ship to city,ship to state,ship to zip,' +
        'ship to country,ship to country code,ship date,ship notes,country,country code,region/state,city,referrer,referrer url',
    ),
    mapping: {
      fields: {
        saleDate: from('date', 'order date'),
        territory: from('country code', 'country', 'ship to country code', 'ship to country'),
        saleType: {
          ...from('item type', 'package'),
          values: { track: 'download', album: 'download', bundle: 'download', subscription: 'other' },
        },
        format: from('package', 'item type'),
        quantity: from('quantity'),
        gross: from('sub total'),
        fee: { ...from('transaction fee', 'paypal fee', 'assessed revenue share'), how: 'sum' },
        net: from('net amount'),
        currency: from('currency'),
        isrc: from('isrc'),
        upc: from('upc'),
        catalogueNumber: from('catalog number', 'sku'),
        artist: from('artist'),
        title: from('item name'),
      },
      decimal: '.',
      dateOrder: 'mdy',
      store: 'Bandcamp',
      saleType: 'physical',
      isEmptyZero: true,
      leftOut: [{ column: 'item type', values: ['payout', 'transfer', 'payout fee'] }],
      personalColumns: names(
        'paid to,paypal transaction id,buyer name,buyer email,buyer phone,buyer note,ship to name,ship to street,' +
          'ship to street 2,ship to city,ship to state,ship to zip,ship notes,region/state,city,referrer,referrer url',
      ),
    },
    money: { note: 'afterShareAndPayment', columns: ['net amount'], besides: ['sub total', 'transaction fee'] },
  },
  {
    id: 'bandcamp-label',
    name: 'Bandcamp (label)',
    content: 'sales',
    required: [['Bandcamp assessed revenue share'], ['Net revenue'], ['Transaction date from']],
    known: names(
      'Cat no.,UPC,ISRC,SKU,Item type,Item name,Container name,Package,Artist name,Label name,Region,Quantity,Currency,' +
        'Gross revenue,Shipping,Taxes,Bandcamp assessed revenue share,Collection society share,Payment processor fees,' +
        'Net revenue,URL,Transaction date from,Transaction date to',
    ),
    mapping: {
      fields: {
        saleFrom: from('Transaction date from'),
        saleTo: from('Transaction date to'),
        territory: from('Region'),
        saleType: {
          ...from('Item type', 'Package'),
          values: { track: 'download', album: 'download', bundle: 'download', 'digital track': 'download' },
        },
        format: from('Package', 'Item type'),
        quantity: from('Quantity'),
        gross: from('Gross revenue'),
        fee: {
          ...from('Bandcamp assessed revenue share', 'Collection society share', 'Payment processor fees'),
          how: 'sum',
        },
        net: from('Net revenue'),
        currency: from('Currency'),
        isrc: from('ISRC'),
        upc: from('UPC'),
        catalogueNumber: from('Cat no.', 'SKU'),
        artist: from('Artist name'),
        title: from('Item name'),
        releaseTitle: from('Container name'),
        label: from('Label name'),
      },
      store: 'Bandcamp',
      saleType: 'physical',
    },
    money: {
      note: 'afterShareAndPayment',
      columns: ['Net revenue'],
      besides: ['Gross revenue', 'Bandcamp assessed revenue share', 'Payment processor fees'],
    },
  },
  {
    id: 'shopify',
    name: 'Shopify',
    content: 'sales',
    required: [['Sale ID'], ['Order ID', 'Order'], ['Net sales'], ['Net quantity']],
    known: names(
      'Order ID,Sale ID,Date,Order,Transaction type,Net quantity,Gross sales,Discounts,Returns,Net sales,Shipping,Taxes,Total sales',
    ),
    mapping: {
      fields: {
        saleDate: from('Date', 'Day'),
        saleType: from('Product type'),
        territory: from('Shipping country', 'Billing country'),
        format: from('Product type', 'Product variant title'),
        quantity: from('Net quantity'),
        gross: from('Gross sales'),
        net: from('Net sales'),
        currency: from('Currency'),
        upc: from('Product variant barcode', 'Barcode'),
        catalogueNumber: from('Product variant SKU', 'Variant SKU', 'SKU'),
        title: from('Product title', 'Product', 'Product title at time of sale'),
        artist: from('Product vendor', 'Vendor'),
      },
      store: 'Shopify',
      saleType: 'merch',
      isEmptyZero: true,
      personalColumns: names(
        'Customer name,Customer email,Customer ID,Billing city,Billing region,Shipping city,Shipping region,Order,Billing postal code,' +
          'Shipping postal code',
      ),
    },
    money: { note: 'afterFees', columns: ['Net sales'], besides: ['Gross sales', 'Discounts', 'Returns'] },
  },
];
