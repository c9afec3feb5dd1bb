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

/** `unsure`: those of some of the recording's releases only, where nobody said which one it is. */
type Candidates = { levels: Covering[][]; alongside: Covering[]; unsure: ReadonlySet<Contract> };

type Scope = Map<number, Contract[]>;
type Scopes = { work: Scope; recording: Scope; release: Scope; artist: Scope; default: Contract[] };

/** Contracts by what they are about, so that a line finds its own without looking at the others. */
export class ContractIndex {
  readonly #scopes: Record<Side, Scopes>;
  readonly #recordings: Map<number, Recording>;
  readonly #releases: Map<number, Release>;
  readonly #releasesOf = new Map<number, number[]>();
  readonly #found = new Map<string, Candidates>();

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

  /** The release that a recording is on, if it is on one only. */
  onlyReleaseOf(recordingId: number): number | null {
    const [only, ...others] = this.#releasesOf.get(recordingId) ?? [];
    return only === undefined || others.length > 0 ? null : only;
  }

  /**
   * The contracts of the most specific level that is not empty in this month, and those beside them. Ambiguous: a recording without
   * its release is on several, which contracts treat differently; then nobody is chosen.
   */
  find(asset: Asset, month: Month): Coverage {
    const { levels, alongside, unsure } = this.#resolve(asset);
    const isActive = ({ contract: { from, to } }: Covering) =>
      (from === null || from <= month) && (to === null || month <= to);
    const level = levels.find((each) => each.some(isActive)) ?? [];
    const contracts = [...level, ...alongside].filter(isActive);
    if (unsure.size > 0 && contracts.some(({ contract }) => unsure.has(contract))) {
      return { contracts: [], isAmbiguous: true };
    }
    return { contracts, isAmbiguous: false };
  }

  #resolve(asset: Asset): Candidates {
    const key = `${asset.workId} ${asset.recordingId} ${asset.releaseId} ${asset.side}`;
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#look(asset);
    this.#found.set(key, found);
    return found;
  }

  #look({ workId, recordingId, releaseId, side }: Asset): Candidates {
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
    const sets = releases.map((id) => scopes.release.get(id) ?? []);
    const unsure = sets.flat().filter((contract) => !sets.every((set) => set.includes(contract)));
    const seen = new Set<number>();
    const alongside = levels.flat().filter(({ contract }) => {
      const isNew = contract.isAlongside && !seen.has(contract.id);
      seen.add(contract.id);
      return isNew;
    });
    return {
      levels: levels.map((level) => level.filter(({ contract }) => !contract.isAlongside)),
      alongside,
      unsure: new Set(unsure),
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
