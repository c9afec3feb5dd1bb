import { isInSepa, sepaText } from '#shared/bank-account.ts';
import { plainMoney } from '#shared/money.ts';

/** What the bank is told once. */
export type SepaBatch = {
  /** At most 35 letters, another one for each file. */
  messageId: string;
  /** 'yyyy-mm-ddThh:mm:ss' */
  createdAt: string;
  /** 'yyyy-mm-dd' */
  executeOn: string;
  payer: SepaParty;
  transfers: readonly SepaTransfer[];
};

export type SepaParty = { name: string; iban: string; bic: string };
/** In cents of euros. `reference` comes back in the payer's account. */
export type SepaTransfer = SepaParty & { minor: number; reference: string; text: string };

const nameSpace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

/**
 * Transfers in euros as banks take them: pain.001.001.09 (ISO 20022, as the European Payments Council uses it). Letters that banks do
 * not take become what is nearest. The number and the sum of transfers stand in it twice, for the bank to compare.
 */
export function writeSepa({ messageId, createdAt, executeOn, payer, transfers }: SepaBatch): string {
  const count = String(transfers.length);
  const sum = plainMoney(
    transfers.reduce((total, { minor }) => total + minor, 0),
    'EUR',
  );
  const id = sepaText(messageId, 35);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${nameSpace}">`,
    '<CstmrCdtTrfInitn>',
    '<GrpHdr>',
    tag('MsgId', id),
    tag('CreDtTm', createdAt),
    tag('NbOfTxs', count),
    tag('CtrlSum', sum),
    `<InitgPty>${tag('Nm', sepaText(payer.name, 70))}</InitgPty>`,
    '</GrpHdr>',
    '<PmtInf>',
    tag('PmtInfId', id),
    tag('PmtMtd', 'TRF'),
    tag('NbOfTxs', count),
    tag('CtrlSum', sum),
    `<PmtTpInf><SvcLvl>${tag('Cd', 'SEPA')}</SvcLvl></PmtTpInf>`,
    `<ReqdExctnDt>${tag('Dt', executeOn)}</ReqdExctnDt>`,
    `<Dbtr>${tag('Nm', sepaText(payer.name, 70))}</Dbtr>`,
    `<DbtrAcct><Id>${tag('IBAN', payer.iban)}</Id></DbtrAcct>`,
    `<DbtrAgt>${agent(payer.bic)}</DbtrAgt>`,
    tag('ChrgBr', 'SLEV'),
    ...transfers.map(transferXml),
    '</PmtInf>',
    '</CstmrCdtTrfInitn>',
    '</Document>',
    '',
  ];
  return lines.join('\n');
}

function transferXml({ name, iban, bic, minor, reference, text }: SepaTransfer): string {
  // Where the country of the account is of the single area, its bank is known by the IBAN alone.
  const to = bic !== '' || !isInSepa(iban) ? `<CdtrAgt>${agent(bic)}</CdtrAgt>` : '';
  return [
    '<CdtTrfTxInf>',
    `<PmtId>${tag('EndToEndId', sepaText(reference, 35))}</PmtId>`,
    `<Amt><InstdAmt Ccy="EUR">${plainMoney(minor, 'EUR')}</InstdAmt></Amt>`,
    to,
    `<Cdtr>${tag('Nm', sepaText(name, 70))}</Cdtr>`,
    `<CdtrAcct><Id>${tag('IBAN', iban)}</Id></CdtrAcct>`,
    `<RmtInf>${tag('Ustrd', sepaText(text, 140))}</RmtInf>`,
    '</CdtTrfTxInf>',
  ].join('');
}

function agent(bic: string): string {
  const id = bic === '' ? `<Othr>${tag('Id', 'NOTPROVIDED')}</Othr>` : tag('BICFI', bic);
  return `<FinInstnId>${id}</FinInstnId>`;
}

function tag(name: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<${name}>${escaped}</${name}>`;
}
