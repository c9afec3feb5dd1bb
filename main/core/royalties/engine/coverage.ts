import { compareNumbers } from './exact.ts';
import type { Contract, Input, Month, Recording, Release, Side } from './input.ts';
import type { Level } from './output.ts';

export type Covering = { contract: Contract; level: Level };
export type Coverage = { contracts: Covering[]; isAmbiguous: boolean };

/** What is asked for: a line, or a cost of a recording or release. */
export type Asset = { workId: number | null; recordingId: number | null; releaseId: number | null; side: Side };

/** Lines of these types are the composition's; all others are the master's. */
export const compositionSaleTypes: readonly string[] = ['mechanical', 'performance', 'publishing', 'print'];

export function sideOf(saleType: string): Side {
  return compositionSaleTypes.includes(saleType) ? 'composition' : 'master';
}

type Scope = Map<number, Contract[]>;
type Scopes = { work: Scope; recording: Scope; release: Scope; artist: Scope; default: Contract[] };

/** Contracts by what they are about, so that a line finds its own without looking at the others. */
export class ContractIndex {
  readonly #scopes: Record<Side, Scopes>;
  readonly #recordings: Map<number, Recording>;
  readonly #releases: Map<number, Release>;
  readonly #releasesOf = new Map<number, number[]>();
  readonly #found = new Map<string, { levels: Covering[][]; alongside: Covering[]; ambiguousFrom: number }>();

  constructor(input: Pick<Input, 'contracts' | 'recordings' | 'releases'>) {
    const contracts = [...input.contracts].sort((one, other) => compareNumbers(one.id, other.id));
    this.#scopes = {
      master: scopesOf(contracts.filter(({ side }) => side === 'master')),
      composition: scopesOf(contracts.filter(({ side }) => side === 'composition')),
    };
    this.#recordings = new Map(input.recordings.map((recording) => [recording.id, recording]));
    this.#releases = new Map(input.releases.map((release) => [release.id, release]));
    for (const { id, tracks } of input.releases) {
      for (const recordingId of new Set(tracks.map((track) => track.recordingId))) {
        this.#releasesOf.set(recordingId, [...(this.#releasesOf.get(recordingId) ?? []), id]);
      }
    }
  }

  recording(id: number): Recording | undefined {
    return this.#recordings.get(id);
  }

  release(id: number): Release | undefined {
    return this.#releases.get(id);
  }

  /**
   * The contracts of the most specific level that has any in this month, and those beside them. Ambiguous: a recording without
   * its release is on several, which contracts treat differently; then nobody is chosen.
   */
  find(asset: Asset, month: Month): Coverage {
    const { levels, alongside, ambiguousFrom } = this.#resolve(asset);
    const active = ({ contract }: Covering) =>
      (contract.from === null || contract.from <= month) && (contract.to === null || month <= contract.to);
    const beside = alongside.filter(active);
    for (const [index, level] of levels.entries()) {
      const contracts = level.filter(active);
      if (contracts.length === 0) continue;
      if (index === ambiguousFrom) return { contracts: [], isAmbiguous: true };
      return { contracts: [...contracts, ...beside], isAmbiguous: false };
    }
    return { contracts: beside, isAmbiguous: false };
  }

  #resolve(asset: Asset) {
    const key = `${asset.workId} ${asset.recordingId} ${asset.releaseId} ${asset.side}`;
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#look(asset);
    this.#found.set(key, found);
    return found;
  }

  #look({ workId, recordingId, releaseId, side }: Asset) {
    const scopes = this.#scopes[side];
    const recording = recordingId === null ? undefined : this.#recordings.get(recordingId);
    const release = releaseId === null ? undefined : this.#releases.get(releaseId);
    const releases = releaseId !== null ? [releaseId] : (this.#releasesOf.get(recordingId ?? -1) ?? []);
    const work = workId ?? recording?.workId ?? null;
    const levels: Covering[][] = [
      covering('work', [work], scopes.work),
      covering('recording', [recordingId], scopes.recording),
      covering('release', releases, scopes.release),
      covering('artist', recording?.artistIds ?? release?.artistIds ?? [], scopes.artist),
      scopes.default.map((contract) => ({ contract, level: 'default' as const })),
    ];
    const setsOf = releases.map((id) => (scopes.release.get(id) ?? []).map((contract) => contract.id).join());
    const seen = new Set<number>();
    const alongside = levels.flat().filter(({ contract }) => {
      const isNew = contract.isAlongside && !seen.has(contract.id);
      seen.add(contract.id);
      return isNew;
    });
    return {
      levels: levels.map((level) => level.filter(({ contract }) => !contract.isAlongside)),
      alongside,
      ambiguousFrom: new Set(setsOf).size > 1 ? 2 : -1,
    };
  }
}

function scopesOf(contracts: readonly Contract[]): Scopes {
  const by = (idsOf: (contract: Contract) => number[]) => {
    const scope: Scope = new Map();
    for (const contract of contracts) {
      for (const id of new Set(idsOf(contract))) scope.set(id, [...(scope.get(id) ?? []), contract]);
    }
    return scope;
  };
  return {
    work: by(({ workIds }) => workIds),
    recording: by(({ recordingIds }) => recordingIds),
    release: by(({ releaseIds }) => releaseIds),
    artist: by(({ artistIds }) => artistIds),
    default: contracts.filter(({ isDefault }) => isDefault),
  };
}

function covering(level: Level, ids: readonly (number | null)[], scope: Scope): Covering[] {
  const contracts = new Set(ids.flatMap((id) => (id === null ? [] : (scope.get(id) ?? []))));
  return [...contracts].sort((one, other) => compareNumbers(one.id, other.id)).map((contract) => ({ contract, level }));
}
