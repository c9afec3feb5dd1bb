import { ChevronDown, Scissors, X } from 'lucide-react';
import { useMemo } from 'react';
import type { SavedSheet } from '#shared/contract/cue.ts';
import { cueWriteEncodings } from '#shared/contract/cue.ts';
import type { Output } from '#shared/contract/index.ts';
import type { TracklistId } from '#shared/contract/tracklists.ts';
import { conversionModes } from '#shared/cue/convert.ts';
import { cueDialects } from '#shared/cue/dialects.ts';
import type { CueSeverity } from '#shared/cue/problem.ts';
import { useCall } from '../../api/query.ts';
import { updateSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Menu, MenuItem, MenuSection, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { selectTracklistEntry, useSelectedEntry } from '../tracklists/index.ts';
import { fixTracklist, saveCue, saveCueInFolder } from './cue.actions.ts';
import { openCueDialog, useCue } from './cue.store.ts';
import styles from './cue-panel.module.css';
import { CheckNote, ProblemList, type ShownProblem } from './problem-list.tsx';
import { lossText } from './problem-text.ts';
import { SheetText } from './sheet-text.tsx';

type Sheet = Output<'cue.sheet'>;

/** The CUE sheet of a tracklist in each dialect, what is to say about it, and how to save it. */
export function CueSheetPanel({ tracklistId }: { tracklistId: TracklistId }) {
  const text = useText();
  const dialect = useCue((state) => state.dialect);
  const mode = useCue((state) => state.mode);
  const { data: sheet, error } = useCall('cue.sheet', { tracklistId, dialect, mode }, { keepsPrevious: true });
  return (
    <aside className={styles.panel} aria-label={text('cue.title')}>
      <div className={styles.head}>
        <h2>{text('cue.title')}</h2>
        {sheet && <SaveMenu tracklistId={tracklistId} sheet={sheet} />}
        <IconButton
          label={text('cue.split')}
          isDisabled={sheet?.hasMix !== true}
          onPress={() => openCueDialog('split')}
        >
          <Scissors size={16} />
        </IconButton>
        <IconButton label={text('cue.close')} onPress={() => void updateSettings({ isInspectorOpen: false })}>
          <X size={16} />
        </IconButton>
      </div>
      <div className={styles.dialects}>
        <Segmented
          label={text('cue.dialects')}
          value={dialect}
          options={cueDialects.map((value) => ({ value, text: text(`cue.dialect.${value}`) }))}
          onChange={(value) => useCue.setState({ dialect: value })}
        />
      </div>
      {error ? (
        <EmptyState text={errorText(text, error.code)} />
      ) : sheet?.entryOfLine.some((id) => id !== null) ? (
        <SheetWithChecks tracklistId={tracklistId} sheet={sheet} />
      ) : (
        sheet && <EmptyState text={text('cue.empty')} />
      )}
    </aside>
  );
}

function SheetWithChecks({ tracklistId, sheet }: { tracklistId: TracklistId; sheet: Sheet }) {
  const text = useText();
  const selected = useSelectedEntry();
  const marks = useMemo(() => marksOf(sheet.problems), [sheet.problems]);
  const entryOf = (line: number) => sheet.entryOfLine[line - 1] ?? null;
  const problems = sheet.problems.map(({ fix, ...problem }): ShownProblem => {
    const labels = { spread: text('cue.fixSpread'), sort: text('cue.fixSort') };
    const label = fix && (fix.type === 'isrc' ? text('cue.use', { value: fix.value }) : labels[fix.fix]);
    const run = () => {
      if (fix) void attempt(() => fixTracklist(tracklistId, fix, text('cue.title')));
    };
    return { ...problem, fix: label === null ? null : { text: label, run } };
  });
  return (
    <>
      <SheetText
        text={sheet.text}
        marks={marks}
        isChosen={(line) => selected !== null && entryOf(line) === selected}
        onPressLine={(line) => selectTracklistEntry(entryOf(line))}
      />
      <ProblemList problems={problems}>
        <LossNotes sheet={sheet} />
        <SavedList tracklistId={tracklistId} saved={sheet.saved} />
      </ProblemList>
    </>
  );
}

/** The worst that is said of each line. */
export function marksOf(
  problems: readonly { line: number | null; severity: CueSeverity }[],
): ReadonlyMap<number, CueSeverity> {
  const marks = new Map<number, CueSeverity>();
  for (const { line, severity } of problems) {
    if (line === null || marks.get(line) === 'error') continue;
    if (severity === 'error' || marks.get(line) !== 'warning') marks.set(line, severity);
  }
  return marks;
}

function LossNotes({ sheet: { problems, losses, conversions, isRefused } }: { sheet: Sheet }) {
  const text = useText();
  const chosen = useCue((state) => state.dialect);
  const mode = useCue((state) => state.mode);
  const others = conversions.filter(({ dialect }) => dialect !== chosen);
  const name = (dialect: (typeof others)[number]['dialect']) => text(`cue.dialect.${dialect}`);
  const whole = others.filter((other) => other.losses.length === 0).map(({ dialect }) => name(dialect));
  const hasError = problems.some(({ severity }) => severity === 'error');
  const score = conversions.find(({ dialect }) => dialect === chosen)?.score ?? 100;
  const kept = losses.filter((loss) => loss.isKeptAsRemark);
  const lost = losses.filter((loss) => !loss.isKeptAsRemark);
  const sentences = [
    ...(hasError ? [] : [text('cue.allRight')]),
    ...(whole.length > 0 ? [text('cue.losesNothing', { dialects: whole.join(', ') })] : []),
    ...Object.entries(
      Object.groupBy(
        others.filter((other) => other.losses.length > 0),
        (other) => lossText(text, other.losses),
      ),
    ).map(([what, alike = []]) =>
      text('cue.loses', { dialects: alike.map(({ dialect }) => name(dialect)).join(', '), what }),
    ),
  ];
  return (
    <>
      {isRefused && <CheckNote isQuiet>{text('cue.refused', { what: lossText(text, losses) })}</CheckNote>}
      {lost.length > 0 && !isRefused && (
        <CheckNote isQuiet>
          {text('cue.asDialect', { dialect: name(chosen), score, what: lossText(text, lost) })}
        </CheckNote>
      )}
      {kept.length > 0 && mode === 'lenient' && (
        <CheckNote isQuiet>{text('cue.keptAsRemarks', { what: lossText(text, kept) })}</CheckNote>
      )}
      {sentences.length > 0 && <CheckNote isQuiet={hasError}>{sentences.join(' ')}</CheckNote>}
    </>
  );
}

function SavedList({ tracklistId, saved }: { tracklistId: TracklistId; saved: readonly SavedSheet[] }) {
  const text = useText();
  if (saved.length === 0) return null;
  const again = ({ path, dialect, mode, encoding }: SavedSheet) => {
    useCue.setState({ dialect, mode, encoding });
    const folder = path.replace(/[/\\][^/\\]*$/, '');
    void attempt(() => saveCue(tracklistId, { type: 'folder', path: folder === '' ? '/' : folder }));
  };
  return (
    <>
      <h4 className={styles.savedHead}>{text('cue.saved')}</h4>
      <ul className={styles.saved}>
        {saved.map((sheet) => (
          <li key={sheet.path}>
            <span className={styles.savedName} title={sheet.path}>
              {sheet.path.split(/[/\\]/).at(-1)}
            </span>
            <span className={sheet.state === 'current' ? styles.quiet : styles.warning}>
              {text(`cue.savedState.${sheet.state}`)}
            </span>
            {(sheet.state === 'outdated' || sheet.state === 'gone') && (
              <Button kind="link" onPress={() => again(sheet)}>
                {text('cue.saveAgain')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function SaveMenu({ tracklistId, sheet }: { tracklistId: TracklistId; sheet: Sheet }) {
  const text = useText();
  const { encoding, mode } = useCue();
  const trigger = (
    <Button size="small" isDisabled={sheet.entryOfLine.every((id) => id === null)}>
      <span className={styles.saveAs}>
        {text('cue.saveAs')}
        <ChevronDown size={14} aria-hidden="true" />
      </span>
    </Button>
  );
  return (
    <Menu label={text('cue.saveAs')} trigger={trigger} placement="bottom end">
      <MenuItem
        text={text('cue.saveBeside')}
        note={sheet.fileName}
        isDisabled={!sheet.hasMix}
        onAction={() => void attempt(() => saveCue(tracklistId, { type: 'beside' }))}
      />
      <MenuItem text={text('cue.saveFolder')} onAction={() => void attempt(() => saveCueInFolder(tracklistId))} />
      <MenuSection
        title={text('cue.encoding')}
        selectionMode="single"
        selectedKeys={[encoding]}
        onSelectionChange={(keys) =>
          chooseOne(cueWriteEncodings, keys, (value) => useCue.setState({ encoding: value }))
        }
      >
        {cueWriteEncodings.map((value) => (
          <MenuItem key={value} id={value} text={text(`cue.encoding.${value}`)} />
        ))}
      </MenuSection>
      <MenuSection
        title={text('cue.mode')}
        selectionMode="single"
        selectedKeys={[mode]}
        onSelectionChange={(keys) => chooseOne(conversionModes, keys, (value) => useCue.setState({ mode: value }))}
      >
        {conversionModes.map((value) => (
          <MenuItem key={value} id={value} text={text(`cue.mode.${value}`)} />
        ))}
      </MenuSection>
    </Menu>
  );
}

function chooseOne<Value extends string>(
  values: readonly Value[],
  keys: ReadonlySet<string>,
  choose: (value: Value) => void,
): void {
  const chosen = values.find((value) => keys.has(value));
  if (chosen !== undefined) choose(chosen);
}
