import { from, names, type SalesFormat } from './statement-format.ts';

const believeEnglish =
  'Reporting month,Sales Month,Platform,Country / Region,Label Name,Artist Name,Release title,Track title,UPC,ISRC,' +
  'Release Catalog nb,Release type,Sales Type,Quantity,Client Payment Currency,Net Revenue';

const believeFields: SalesFormat['mapping']['fields'] = {
  saleDate: { ...from('Sales Month', 'Mois de vente'), isMonth: true },
  reportedDate: { ...from('Reporting month', 'Mois de reporting'), isMonth: true },
  store: from('Platform', 'Plateforme'),
  territory: from('Country / Region', 'Pays / Région'),
  saleType: from('Sales Type', 'Type de vente', 'Streaming Subscription Type'),
  format: from('Release type', 'Type de sortie'),
  quantity: from('Quantity', 'Quantité'),
  gross: from('Gross Revenue', 'Revenu brut'),
  withheld: from('Mechanical Fee'),
  net: from('Net Revenue', 'Revenu net'),
  currency: from('Client Payment Currency', 'Devise de paiement du client'),
  isrc: from('ISRC'),
  upc: from('UPC'),
  catalogueNumber: from('Release Catalog nb', 'Référence catalogue'),
  artist: from('Artist Name', "Nom de l'artiste"),
  title: from('Track title', 'Titre de la piste'),
  releaseTitle: from('Release title', 'Titre de la sortie'),
  label: from('Label Name', 'Nom du label'),
};

const orchardFields: SalesFormat['mapping']['fields'] = {
  saleDate: from('Activity Period', 'Original Statement Period', 'Period', 'Statement Period'),
  reportedDate: from('Period', 'Statement Period'),
  store: from('Retailer', 'DMS', 'Store'),
  territory: from('Territory', 'Territory Code', 'Country'),
  saleType: from('Trans Type', 'Trans Type Description', 'Transaction Type'),
  format: from('Trans Type Description', 'Volume'),
  quantity: from('Quantity'),
  gross: from('Total'),
  net: from('Label Share Net Receipts', 'Net Share Account Currency'),
  currency: from('Preferred Currency', 'Account Currency'),
  isrc: from('ISRC'),
  upc: from('Manufacturer UPC', "Manufacturer's UPC", 'Product UPC', 'Orchard UPC', 'Display UPC'),
  catalogueNumber: from('Product Code', 'Label Catalog #', 'Project Code'),
  artist: from('Track Artist', 'Artist Name', 'Product Artist'),
  title: from('Track Name'),
  releaseTitle: from('Product Name', 'Release Name'),
  label: from('Imprint Label', 'Imprint', 'Label'),
};

/** Distributors that labels have contracts with. */
export const distributorFormats: readonly SalesFormat[] = [
  {
    id: 'believe',
    name: 'Believe',
    content: 'sales',
    required: [['Sales Month'], ['Platform'], ['Client Payment Currency'], ['Net Revenue']],
    known: names(
      `${believeEnglish},Streaming Subscription Type,Unit Price,Mechanical Fee,Gross Revenue,Client share rate`,
    ),
    mapping: { fields: believeFields },
    money: { note: 'afterFees', columns: ['Net Revenue'], besides: ['Gross Revenue', 'Client share rate'] },
  },
  {
    id: 'believe-fr',
    name: 'Believe (français)',
    content: 'sales',
    required: [['Mois de vente'], ['Plateforme'], ['Revenu net']],
    known: names(
      "Mois de reporting,Mois de vente,Plateforme,Pays / Région,Nom du label,Nom de l'artiste,Titre de la sortie," +
        'Titre de la piste,UPC,ISRC,Référence catalogue,Type de sortie,Type de vente,Quantité,' +
        'Devise de paiement du client,Revenu brut,Taux de revenu client,Revenu net',
    ),
    mapping: { fields: believeFields },
    money: { note: 'afterFees', columns: ['Revenu net'], besides: ['Revenu brut', 'Taux de revenu client'] },
  },
  {
    id: 'tunemantra',
    name: 'TuneMantra',
    content: 'sales',
    required: [['Sales Month'], ['Platform'], ['Client Payment Currency'], ['Net Revenue'], ['Label rate']],
    known: names(`${believeEnglish},Label rate`),
    mapping: { fields: believeFields },
    money: { note: 'afterFees', columns: ['Net Revenue'], besides: ['Label rate'] },
  },
  {
    id: 'kontor',
    name: 'Kontor New Media',
    content: 'sales',
    required: [['Ch.-Type'], ['Royalties'], ['Units']],
    known: names(
      'Sales Period,Store,Ch.-Type,Channel ID,Country,Label,Product Type,Product Title,Product Artist,EAN,ISRC,GRID,' +
        'Article No,Royalties,Units',
    ),
    mapping: {
      fields: {
        saleDate: from('Sales Period'),
        store: from('Store'),
        territory: from('Country'),
        saleType: from('Ch.-Type', 'Product Type'),
        format: from('Product Type'),
        quantity: from('Units'),
        net: from('Royalties'),
        isrc: from('ISRC'),
        upc: from('EAN'),
        catalogueNumber: from('Article No'),
        artist: from('Product Artist'),
        title: from('Product Title'),
        label: from('Label'),
      },
      currency: 'EUR',
    },
    money: { note: 'afterFees', columns: ['Royalties'] },
    assumes: ['currency'],
  },
  {
    id: 'orchard',
    name: 'The Orchard',
    content: 'sales',
    required: [['Label Share Net Receipts'], ['Retailer', 'DMS'], ['Period', 'Activity Period']],
    known: names(
      'Period,Activity Period,Retailer,Territory,Product UPC,Manufacturer UPC,Project Code,Product Code,Subaccount,' +
        'Imprint Label,Artist Name,Product Name,Track Name,Track Artist,ISRC,Volume,Track,Trans Type,' +
        'Trans Type Description,Unit Price,Discount,Price,Quantity,Total,Adjusted Total,Split Rate,' +
        'Label Share Net Receipts,Ringtone Publishing,Cloud Publishing,Publishing,Mech. Administrative Fee,' +
        "Preferred Currency,DMS,Orchard UPC,Manufacturer's UPC,Label Catalog #,Release Name,Track #",
    ),
    mapping: { fields: orchardFields },
    money: { note: 'afterFees', columns: ['Label Share Net Receipts'], besides: ['Total', 'Split Rate'] },
  },
  {
    id: 'orchard-account',
    name: 'The Orchard (account currency)',
    content: 'sales',
    required: [['Net Share Account Currency'], ['Statement Period', 'Original Statement Period']],
    known: names(
      'Net Share Account Currency,Statement Period,Original Statement Period,ISRC,Territory,Quantity,Track Name',
    ),
    mapping: { fields: orchardFields },
    money: { note: 'converted', columns: ['Net Share Account Currency'] },
  },
  {
    id: 'cargo-digital',
    name: 'Cargo Records / Curve',
    content: 'sales',
    required: [['Royalty ID'], ['Reported Royalty'], ['Asset ISRC']],
    known: names(
      'Royalty ID,Asset ISRC,Asset Title,Asset Version,Asset Artist,Asset Duration,Sale net receipts calculation,' +
        'Sale net receipts,Contract deal term,Contract Reference,Reported Royalty,Asset/Product,Territory,Quantity,' +
        'Sale Type,Sale User Type,Sale Start date,Sale End date,Sale Store Name,DSP,Royalty Calculation Base,' +
        'Product Reference,Asset Reference,Product Share,Asset Share,Exchange Rate,Currency,Product Title,Product Artist,' +
        'Product UPC,Product Catalog Number,Product Label,Sale ID,Statement Run Name',
    ),
    mapping: {
      fields: {
        saleFrom: from('Sale Start date'),
        saleTo: from('Sale End date'),
        reportedDate: from('Statement Run Name'),
        store: from('Sale Store Name', 'DSP'),
        territory: from('Territory'),
        saleType: from('Sale Type'),
        format: from('Sale User Type'),
        quantity: from('Quantity'),
        gross: from('Sale net receipts'),
        net: from('Reported Royalty'),
        currency: from('Currency'),
        fxRate: from('Exchange Rate'),
        isrc: from('Asset ISRC'),
        upc: from('Product UPC'),
        catalogueNumber: from('Product Catalog Number'),
        artist: from('Asset Artist', 'Product Artist'),
        title: { ...from('Asset Title', 'Asset Version'), how: 'join' },
        releaseTitle: from('Product Title'),
        label: from('Product Label'),
      },
    },
    money: { note: 'afterFees', columns: ['Reported Royalty'], besides: ['Sale net receipts', 'Contract deal term'] },
  },
  {
    id: 'cargo-physical',
    name: 'Cargo Records (physical)',
    content: 'sales',
    required: [['Catalogue No.', 'Catalogue No'], ['Net Qty'], ['Net after fee']],
    known: names(
      'Period,Catalogue No.,Label,Label ID,Sold To,Net Qty,Gross value,Cost,Storage Costs,Distribution fee,Net after fee',
    ),
    mapping: {
      fields: {
        saleDate: from('Period'),
        store: from('Sold To'),
        territory: from('Territory', 'Country'),
        format: from('Format'),
        quantity: from('Net Qty'),
        gross: from('Gross value'),
        fee: { ...from('Cost', 'Storage Costs', 'Distribution fee'), how: 'sum' },
        net: from('Net after fee'),
        currency: from('Currency'),
        upc: from('Barcode', 'EAN', 'UPC'),
        catalogueNumber: from('Catalogue No.', 'Catalogue No'),
        artist: from('Artist'),
        releaseTitle: from('Title', 'Release'),
        label: from('Label'),
      },
      saleType: 'physical',
    },
    money: { note: 'afterFees', columns: ['Net after fee'], besides: ['Gross value', 'Distribution fee'] },
  },
  {
    id: 'secretly-digital',
    name: 'Secretly Distribution',
    content: 'sales',
    required: [['Label Net Total'], ['Distribution Fee Total'], ['Internal Invoice Number']],
    known: names(
      'Internal Invoice Number,Customer,Catalog Number,Title_Description,UPC,Product ID,Artist,Product Title,' +
        'Digital Service Provider_Subdescription,Country Code,Transaction Type,Quantity,Gross Unit Price,Total Gross Income,' +
        'Distribution Fee Total,Label Net Unit Price,Label Net Total,datePaidlast,dateProcessedlast,' +
        'Flag for mech obligation,Flag for Radio_Performance Royalty Exclusion,internal serial number,Label,invoice_description',
    ),
    mapping: {
      fields: {
        saleDate: { ...from('invoice_description'), how: 'month' },
        reportedDate: from('dateProcessedlast', 'datePaidlast'),
        store: from('Digital Service Provider_Subdescription', 'Customer'),
        territory: from('Country Code'),
        saleType: from('Transaction Type'),
        quantity: from('Quantity'),
        gross: from('Total Gross Income'),
        fee: from('Distribution Fee Total'),
        net: from('Label Net Total'),
        isrc: from('Product ID'),
        upc: from('UPC'),
        catalogueNumber: from('Catalog Number'),
        artist: from('Artist'),
        title: from('Product Title'),
        releaseTitle: from('Title_Description'),
        label: from('Label'),
      },
      currency: 'USD',
      dateOrder: 'mdy',
    },
    money: {
      note: 'afterFees',
      columns: ['Label Net Total'],
      besides: ['Total Gross Income', 'Distribution Fee Total'],
    },
    assumes: ['currency'],
  },
];
