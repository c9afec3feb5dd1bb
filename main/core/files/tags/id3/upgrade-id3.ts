import { meaningOf } from './field-frames.ts';
import { type Id3Tag, newFrame, type RawFrame } from './id3-tag.ts';

/** Frames of 2.2 by their names in 2.3. Their bodies are the same, but for pictures. */
const names: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'BUF=RBUF CNT=PCNT COM=COMM CRA=AENC EQU=EQUA ETC=ETCO GEO=GEOB IPL=IPLS MCI=MCDI MLL=MLLT POP=POPM REV=RVRB ' +
    'RVA=RVAD SLT=SYLT STC=SYTC UFI=UFID ULT=USLT TXX=TXXX WXX=WXXX ' +
    'TAL=TALB TBP=TBPM TCM=TCOM TCO=TCON TCR=TCOP TDA=TDAT TDY=TDLY TEN=TENC TFT=TFLT TIM=TIME TKE=TKEY TLA=TLAN ' +
    'TLE=TLEN TMT=TMED TOA=TOPE TOF=TOFN TOL=TOLY TOR=TORY TOT=TOAL TP1=TPE1 TP2=TPE2 TP3=TPE3 TP4=TPE4 TPA=TPOS ' +
    'TPB=TPUB TRC=TSRC TRD=TRDA TRK=TRCK TSI=TSIZ TSS=TSSE TT1=TIT1 TT2=TIT2 TT3=TIT3 TXT=TEXT TYE=TYER ' +
    'WAF=WOAF WAR=WOAR WAS=WOAS WCM=WCOM WCP=WCOP WPB=WPUB ' +
    // What iTunes added.
    'TCP=TCMP TS2=TSO2 TSA=TSOA TSC=TSOC TSP=TSOP TST=TSOT PCS=PCST TCT=TCAT TDS=TDES TDR=TDRL TID=TGID TKW=TKWD ' +
    'WFD=WFED GP1=GRP1 MVN=MVNM MVI=MVIN'
  )
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);

/**
 * A tag of 2.2 as one of 2.3: what no program writes any more becomes what all read. Other tags come back as they are.
 *
 * A frame without an equivalent stays under its old name, and the tag counts as damaged: it can be read and not written.
 */
export function upgradedTag(tag: Id3Tag): Id3Tag {
  if (tag.version !== 2) return tag;
  const shape = { ...tag, version: 3 as const, revision: 0 };
  const frames = tag.frames.map((frame) => upgradedFrame(frame));
  const isLost = frames.some((frame, index) => frame === tag.frames[index]);
  return { ...shape, frames, damage: tag.damage ?? (isLost ? 'it is of version 2.2 and holds what 2.3 cannot' : null) };
}

function upgradedFrame(frame: RawFrame): RawFrame {
  const id = names[frame.id];
  if (id) return { ...frame, id };
  const { content } = frame;
  if (frame.id !== 'PIC' || !content || content.length < 6) return frame;
  const format = content.toString('latin1', 1, 4);
  const known: Readonly<Record<string, string>> = { JPG: 'image/jpeg', PNG: 'image/png', '-->': '-->' };
  const mimeType = known[format] ?? `image/${format.trim().toLowerCase()}`;
  const upgraded = newFrame(
    { version: 3, revision: 0, isUnsynchronised: false, isExperimental: false, extendedHeader: null },
    'APIC',
    Buffer.concat([content.subarray(0, 1), Buffer.from(`${mimeType}\0`, 'latin1'), content.subarray(4)]),
  );
  return meaningOf(3, upgraded).type === 'picture' ? upgraded : frame;
}
