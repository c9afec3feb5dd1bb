import type { StatementField } from '#shared/statement-mapping.ts';

function list(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

/**
 * What columns are called in statements of many kinds (RouteNote, Amuse, OneRPM, FUGA, TooLost, Vydia and others publish no
 * description; these are names that people who read them expect). Small letters, letters and digits alone. Fields and names
 * stand in the order in which they choose; what is narrow goes first.
 */
export const aliases: readonly (readonly [StatementField, readonly string[]])[] = [
  ['isrc', list('isrc,isrc code,track isrc,asset isrc,optional isrc,recording isrc,sound recording isrc')],
  ['upc', list('upc,upc code,ean,upc ean,ean upc,barcode,icpn,release upc,album upc,product upc,gtin,optional upc')],
  [
    'net',
    list(
      'net revenue,net amount,net royalty,net royalties,net payable,amount payable,payable amount,net earnings,net income,' +
        'net total,net share,label share net receipts,your share,your earnings,artist share,total earned,total payable,' +
        'earnings,earnings usd,royalty,royalties,royalty amount,revenue,revenue usd,revenue eur,net revenue usd,' +
        'net revenue eur,total royalty,total revenue,amount due,amount,payout,net,income,total,nettobetrag,netto,erlös,' +
        'revenu net,montant net,ingresos netos,ingreso neto',
    ),
  ],
  [
    'gross',
    list(
      'gross revenue,gross amount,gross royalty,gross income,gross earnings,gross sales,gross total,gross,brutto,revenu brut',
    ),
  ],
  [
    'fee',
    list(
      'distribution fee,commission,fee,fees,platform fee,distributor fee,admin fee,deductions,transaction fee,routenote fee',
    ),
  ],
  [
    'withheld',
    list('withholding tax,tax withheld,withheld,us tax withholding,wht,tax withholding,mechanical withholding'),
  ],
  [
    'currency',
    list(
      'currency,payment currency,currency code,client payment currency,payee currency,account currency,preferred currency,' +
        'reporting currency,royalty currency,währung,devise,moneda',
    ),
  ],
  ['fxRate', list('exchange rate,fx rate,conversion rate,currency rate,wechselkurs,taux de change')],
  [
    'saleFrom',
    list('sale start date,start date,period start,usage start date,from date,transaction date from,date from'),
  ],
  ['saleTo', list('sale end date,end date,period end,usage end date,to date,transaction date to,date to')],
  [
    'saleDate',
    list(
      'sale month,sales month,sales period,activity period,usage month,usage period,consumption month,sale period,sales date,' +
        'sale date,transaction month,transaction date,activity month,activity date,usage date,streaming month,period,month,date,' +
        'verkaufsmonat,mois de vente,mes de venta,reporting month,reporting period,statement period',
    ),
  ],
  [
    'reportedDate',
    list(
      'reporting month,reporting date,reporting period,report date,reported date,statement period,statement date,posted date,accounting period,report month',
    ),
  ],
  [
    'store',
    list(
      'digital service provider,dsp,store,store name,platform,retailer,service,shop,partner,partner name,channel,dms,provider,' +
        'streaming service,music service,source,outlet,customer,plateforme,tienda',
    ),
  ],
  [
    'territory',
    list(
      'territory,territory code,country code,country,country of sale,country region,sale country,delivery country,region,' +
        'sales territory,market,land,pays,pais,país',
    ),
  ],
  [
    'saleType',
    list(
      'sale type,sales type,transaction type,usage type,trans type,type of sale,delivery,revenue type,income type,right type,' +
        'consumption type,product type,type,delivery type,subscription type',
    ),
  ],
  ['format', list('format,release type,content type,configuration,asset type,package,price tier,usage')],
  [
    'quantity',
    list(
      'quantity,units,units sold,# units sold,qty,net quantity,net units,net qty,count,streams,number of streams,usage count,' +
        'sales count,total units,plays,stücke,anzahl,menge,quantité,cantidad,unidades',
    ),
  ],
  [
    'catalogueNumber',
    list(
      'catalogue number,catalog number,catalogue no,catalog no,cat no,catalogue,catalog,release catalog nb,label catalog #,article no,katalognummer,sku',
    ),
  ],
  [
    'releaseTitle',
    list(
      'release title,release name,album title,album name,album,release,product title,product name,product,titre de la sortie',
    ),
  ],
  [
    'title',
    list(
      'track title,song title,track name,song name,recording title,asset title,work title,song,track,title,asset,item name,titel,titre,titulo,título',
    ),
  ],
  [
    'artist',
    list(
      'track artist,track artists,artist name,artist,artists,display artist,main artist,asset artist,release artist,primary artist,performer,composer,interpret,artiste,artista',
    ),
  ],
  ['label', list('label,label name,imprint,imprint label,record label,sub label,sublabel')],
];
