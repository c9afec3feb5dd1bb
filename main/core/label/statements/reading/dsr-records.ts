/** The cells of a record of a DDEX DSR flat file by their names, as its standard has them. */
export type DsrRecord = { type: string; line: number; cells: Readonly<Record<string, string>> };

/**
 * Records of profiles that files without headings of their own use. A file that describes its records in comment lines
 * ('#SY02.01  SummaryRecordId …') is read by those.
 */
const known: Readonly<Record<string, string>> = {
  HEAD:
    'MessageVersion Profile ProfileVersion MessageId MessageCreatedDateTime FileNumber NumberOfFiles UsageStartDate UsageEndDate ' +
    'SenderPartyId SenderName ServiceDescription RecipientPartyId RecipientName RepresentedRepertoire',
  'SY02.01':
    'SummaryRecordId DistributionChannel DistributionChannelDPID CommercialModel UseType Territory ServiceDescription Usages ' +
    'Users Currency NetRevenue RightsController RightsControllerPartyId AllocatedUsages AllocatedRevenue AllocatedNetRevenue RightsType',
  'AS01.01':
    'BlockId ResourceReference DspResourceId ISRC Title SubTitle DisplayArtistName DisplayArtistPartyId Duration ResourceType',
  AS01: 'BlockId ResourceReference DspResourceId ISRC Title SubTitle DisplayArtistName DisplayArtistPartyId Duration ResourceType',
  'SU03.01':
    'BlockId SalesTransactionId SummaryRecordId DspReleaseId Usages NetRevenue ValidityPeriodStart ValidityPeriodEnd',
  'LI01.01':
    'BlockId SummaryRecordId RightsController RightsControllerProprietaryID RightsControllerWorkID RightShare% RightType ' +
    'AllocatedNetRevenue AllocatedAmount',
  FOOT: 'NumberOfLinesInFile NumberOfLinesInReport NumberOfSummaryRecords NumberOfBlocksInFile NumberOfBlocksInReport',
};

const recordType = /^(?:HEAD|FOOT|SRHE|SRFO|[A-Z]{2}\d{2}(?:\.\d{2})?)$/;

/** Names the cells of records, by the comments of the file and else by what is known. */
export class DsrRecords {
  readonly #names = new Map<string, string[]>(Object.entries(known).map(([type, names]) => [type, names.split(' ')]));

  /** A comment line: it may describe a record. */
  describe(cells: readonly string[]): void {
    const type = (cells[0] ?? '').slice(1).trim().toUpperCase();
    if (recordType.test(type) && cells.length > 1)
      this.#names.set(
        type,
        cells.slice(1, 200).map((cell) => cell.trim()),
      );
  }

  /** Null for what is no record, or of a kind that nothing describes. */
  read(line: number, [type = '', ...cells]: readonly string[]): DsrRecord | null {
    const names = this.#names.get(type.toUpperCase());
    if (!names) return null;
    const named = Object.fromEntries(names.map((name, index) => [name, withoutEscapes(cells[index] ?? '')]));
    return { type: type.toUpperCase(), line, cells: named };
  }

  /** Whether any record of a kind that begins so has one of these cells. */
  has(kind: RegExp, cells: readonly string[]): boolean {
    return [...this.#names].some(([type, names]) => kind.test(type) && cells.some((cell) => names.includes(cell)));
  }

  isRecord(type: string): boolean {
    return recordType.test(type.toUpperCase());
  }
}

function withoutEscapes(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, '$1').trim() : text.trim();
}
