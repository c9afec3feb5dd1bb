import type { ContractFields, ContractTerm, RoyaltyContract } from '#shared/contract/contracts.ts';
import { stores } from '#shared/stores.ts';
import { percentNumber, readPercent } from './royalty-text.ts';

/** A term as it is typed: lists with commas, percents as text. */
export type TermForm = {
  /** Tells terms apart while they are typed. */
  key: number;
  kept: ContractTerm;
  saleTypes: string;
  stores: string;
  territories: string;
  fromMonth: string;
  toMonth: string;
  basis: ContractTerm['basis'];
  rate: string;
  perUnit: string;
  /** '10000: 55 %', above so many units. */
  steps: string;
};

export type ContractForm = Omit<ContractFields, 'terms' | 'payees' | 'profitRate' | 'reserve'> & {
  terms: TermForm[];
  payees: ShareForm[];
  profitRate: string;
  /** Of physical sales; empty: nothing is held back. */
  reserve: string;
  reserveBasis: 'post' | 'pre';
  /** '50, 50': what is given back in the periods after. */
  schedule: string;
};

export type ShareForm = { key: number; payeeId: string; share: string };

let made = 0;

export function newShare(payeeId: string, share: string): ShareForm {
  made += 1;
  return { key: made, payeeId, share };
}

export type FormProblem = 'name' | 'assets' | 'term' | 'payees' | 'split' | 'profitRate' | 'reserve';

const noTerm: ContractTerm = {
  id: 0,
  ...{ saleTypes: [], storeKeys: [], territories: [], exceptTerritories: [], formats: [] },
  ...{ recordingIds: [], releaseIds: [], fromMonth: '', toMonth: '' },
  ...{ basis: 'net', rate: 500_000, perUnit: '0', deduction: 0, steps: [], countBy: 'contract', reserveRate: null },
};

export function newTerm(term: ContractTerm = noTerm): TermForm {
  made += 1;
  return {
    key: made,
    kept: term,
    saleTypes: term.saleTypes.join(', '),
    stores: term.storeKeys.map((key) => stores.find((store) => store.key === key)?.name ?? key).join(', '),
    territories: [...term.territories, ...term.exceptTerritories.map((code) => `-${code}`)].join(', '),
    ...{ fromMonth: term.fromMonth, toMonth: term.toMonth, basis: term.basis, perUnit: term.perUnit },
    rate: percentNumber(term.rate),
    steps: term.steps.map(({ aboveUnits, rate }) => `${aboveUnits}: ${percentNumber(rate)} %`).join(', '),
  };
}

export function newForm(currency: string): ContractForm {
  return {
    ...{ name: '', side: 'master', kind: 'royalty', currency, scope: 'default', isAlongside: false },
    assets: { artistIds: [], releaseIds: [], recordingIds: [], workIds: [] },
    ...{ fromMonth: '', toMonth: '', profitRate: '50', note: '' },
    terms: [newTerm()],
    payees: [newShare('', '100')],
    ...{ reserve: '', reserveBasis: 'post', schedule: '50, 50' },
  };
}

export function formOf(contract: RoyaltyContract): ContractForm {
  const { name, side, kind, currency, scope, assets, isAlongside, fromMonth, toMonth, note, reserve } = contract;
  return {
    ...{ name, side, kind, currency, scope, assets, isAlongside, fromMonth, toMonth, note },
    profitRate: percentNumber(contract.profitRate),
    terms: contract.terms.map((term) => newTerm(term)),
    payees: contract.payees.map(({ payeeId, share }) => newShare(String(payeeId), percentNumber(share))),
    reserve: reserve ? percentNumber(reserve.rate) : '',
    reserveBasis: reserve?.basis ?? 'post',
    schedule: (reserve?.schedule ?? [500_000, 500_000]).map(percentNumber).join(', '),
  };
}

/** What the shares come to, and null where one is no percent. */
export function splitSum({ payees }: ContractForm): number | null {
  const shares = payees.map(({ share }) => readPercent(share));
  return shares.includes(null) ? null : shares.reduce((sum: number, share) => sum + (share ?? 0), 0);
}

export const assetKeys = {
  artist: 'artistIds',
  release: 'releaseIds',
  recording: 'recordingIds',
  work: 'workIds',
} as const;

/** What is to be saved, or what stands in the way. */
export function readForm(form: ContractForm): { fields: ContractFields } | { problem: FormProblem } {
  const { name, side, kind, currency, scope, assets, isAlongside, fromMonth, toMonth, note } = form;
  if (name.trim() === '') return { problem: 'name' };
  if (scope !== 'default' && assets[assetKeys[scope]].length === 0) return { problem: 'assets' };
  const terms = form.terms.map(readTerm);
  if (terms.includes(null) || (kind === 'royalty' && terms.length === 0)) return { problem: 'term' };
  if (form.payees.some(({ payeeId }) => payeeId === '')) return { problem: 'payees' };
  if (splitSum(form) !== 1_000_000) return { problem: 'split' };
  const profitRate = kind === 'royalty' ? 0 : readPercent(form.profitRate);
  if (profitRate === null) return { problem: 'profitRate' };
  const reserve = readReserve(form);
  if (reserve === undefined) return { problem: 'reserve' };
  return {
    fields: {
      ...{ name: name.trim(), side, kind, currency, scope, assets, isAlongside, fromMonth, toMonth, note, profitRate },
      terms: terms as ContractTerm[],
      payees: form.payees.map(({ payeeId, share }) => ({
        payeeId: Number(payeeId) as ContractFields['payees'][number]['payeeId'],
        share: readPercent(share) as number,
      })),
      reserve,
    },
  };
}

function readReserve({ reserve, reserveBasis, schedule }: ContractForm): ContractFields['reserve'] | undefined {
  if (reserve.trim() === '') return null;
  const rate = readPercent(reserve);
  const parts = schedule.split(/[,;/]/).map(readPercent);
  if (rate === null || parts.includes(null)) return undefined;
  const sum = parts.reduce((total: number, part) => total + (part ?? 0), 0);
  if (sum !== 1_000_000) return undefined;
  return { rate, basis: reserveBasis, saleTypes: ['physical'], schedule: parts as number[] };
}

function readTerm({ kept, ...form }: TermForm): ContractTerm | null {
  const rate = readPercent(form.rate);
  const steps = words(form.steps).map(readStep);
  const codes = words(form.territories).map((code) => code.toUpperCase());
  const keys = words(form.stores).map(
    (name) => stores.find((store) => store.key === name || store.name.toLowerCase() === name.toLowerCase())?.key,
  );
  const isPerUnit = /^\d{1,9}(\.\d{1,12})?$/.test(form.perUnit);
  if (rate === null || steps.includes(null) || keys.includes(undefined) || !isPerUnit) return null;
  if (codes.some((code) => !/^-?[A-Z]{2}$/.test(code))) return null;
  return {
    ...kept,
    saleTypes: words(form.saleTypes),
    storeKeys: keys as string[],
    territories: codes.filter((code) => !code.startsWith('-')),
    exceptTerritories: codes.filter((code) => code.startsWith('-')).map((code) => code.slice(1)),
    ...{ fromMonth: form.fromMonth, toMonth: form.toMonth, basis: form.basis, rate, perUnit: form.perUnit },
    steps: steps as ContractTerm['steps'],
  };
}

function readStep(text: string): ContractTerm['steps'][number] | null {
  const match = /^(\d+)\s*:\s*(.+)$/.exec(text);
  const rate = match ? readPercent(match[2] as string) : null;
  return match && rate !== null ? { aboveUnits: Number(match[1]), rate, perUnit: '0' } : null;
}

function words(text: string): string[] {
  return text
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
