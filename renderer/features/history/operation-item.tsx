import {
  ArrowRightLeft,
  AudioLines,
  Banknote,
  Barcode,
  Building2,
  CalendarRange,
  ChartColumn,
  ChevronRight,
  Coins,
  Copy,
  Disc3,
  FileInput,
  FileText,
  Flag,
  FolderInput,
  FolderKanban,
  Globe,
  Handshake,
  Inbox,
  Library,
  Lightbulb,
  Link,
  ListChecks,
  ListMusic,
  ListTodo,
  type LucideIcon,
  Merge,
  MessageSquare,
  Music,
  Network,
  Package,
  PackageCheck,
  PenLine,
  Play,
  Receipt,
  Save,
  Scale,
  Scissors,
  Send,
  Square,
  Stamp,
  Star,
  Store,
  Timer,
  Trash2,
  Truck,
  Unlink,
  UserMinus,
  UserPen,
  UserPlus,
  Wallet,
  Workflow,
} from 'lucide-react';
import { useState } from 'react';
import type { Operation, OperationKind } from '#shared/contract/operation.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { formatTime } from '../tracks/index.ts';
import { describeOperation, resumeOperation, undoOperation } from '../undo/index.ts';
import styles from './history-view.module.css';
import { OperationDetails } from './operation-details.tsx';

const icons: Record<OperationKind, LucideIcon> = {
  rate: Star,
  override: PenLine,
  acceptReview: ListChecks,
  editTags: PenLine,
  writeTags: Save,
  organize: ArrowRightLeft,
  mergeDuplicates: Copy,
  dismissDuplicates: Unlink,
  trash: Trash2,
  forgetTracks: Unlink,
  acceptInbox: Inbox,
  importCopy: FolderInput,
  importMove: FolderInput,
  readExport: FolderInput,
  makePlaylist: ListMusic,
  editPlaylist: ListMusic,
  movePlaylist: ListMusic,
  removePlaylist: ListMusic,
  makeTracklist: AudioLines,
  editTracklist: AudioLines,
  publishTracklist: AudioLines,
  rollBackTracklist: AudioLines,
  removeTracklist: AudioLines,
  splitMix: Scissors,
  saveCue: FileText,
  editCues: Flag,
  importLibrary: FolderInput,
  enrich: Globe,
  editWorkspace: Building2,
  makePerson: UserPlus,
  editPerson: UserPen,
  mergePeople: Merge,
  removePerson: UserMinus,
  editTeams: Network,
  makeSong: Music,
  editSong: PenLine,
  moveSong: ArrowRightLeft,
  editSteps: ListTodo,
  removeSong: Trash2,
  editVersions: AudioLines,
  commentSong: MessageSquare,
  editWorkflow: Workflow,
  acceptExchange: Handshake,
  makePack: Package,
  editPack: Package,
  releasePack: PackageCheck,
  removePack: Trash2,
  makeSeries: Library,
  editSeries: Library,
  releaseSeries: PackageCheck,
  removeSeries: Trash2,
  makeRelease: Disc3,
  editRelease: Disc3,
  makeRecording: Disc3,
  editRecording: Disc3,
  submitRelease: Send,
  decideRelease: Stamp,
  assignCodes: Barcode,
  editCodes: Barcode,
  editDelivery: Truck,
  editStores: Store,
  importStatement: FileInput,
  editStatement: FileText,
  matchStatement: Link,
  editContract: Handshake,
  editPayee: Wallet,
  editLedger: Coins,
  editPeriod: CalendarRange,
  payRoyalties: Banknote,
  editRights: Scale,
  editLicence: FileText,
  editIdeas: Lightbulb,
  makeProject: FolderKanban,
  editProject: FolderKanban,
  removeProject: Trash2,
  editTasks: ListTodo,
  startTimer: Play,
  stopTimer: Square,
  editTime: Timer,
  removeTime: Trash2,
  importTime: FolderInput,
  submitTime: Send,
  decideTime: Stamp,
  editExpense: Receipt,
  removeExpense: Trash2,
  submitExpense: Send,
  decideExpense: Stamp,
  editIncome: Coins,
  editReport: ChartColumn,
};

/** One operation: what, when, how it ended; opened, all it did. */
export function OperationItem({ operation }: { operation: Operation }) {
  const text = useText();
  const [isOpen, setIsOpen] = useState(false);
  const what = describeOperation(text, operation);
  const Icon = icons[operation.kind];
  const isUndone = operation.undoneBy !== null;
  const detailsId = `operation-${operation.id}`;
  return (
    <div className={styles.operation} data-undone={isUndone}>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailsId : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <ChevronRight size={14} className={styles.chevron} aria-hidden="true" />
          <Icon size={16} className={styles.icon} aria-hidden="true" />
          <span className={styles.what}>{sentence(text, operation, what)}</span>
        </button>
        <span className={styles.state}>{stateText(text, operation)}</span>
        <time className={styles.time} dateTime={new Date(operation.at).toISOString()}>
          {formatTime(operation.at)}
        </time>
        <span className={styles.actions}>
          {operation.state === 'stopped' && !isUndone && (
            <Button
              size="small"
              aria-label={text('history.resumeNamed', { what })}
              onPress={() => void resumeOperation(operation.id)}
            >
              {text('history.resume')}
            </Button>
          )}
          {!isUndone && operation.state !== 'running' && (
            <Button
              size="small"
              aria-label={text('history.undoNamed', { what: sentence(text, operation, what) })}
              onPress={() => void undoOperation(operation.id)}
            >
              {text(operation.isUndo ? 'history.redoOne' : 'history.undoOne')}
            </Button>
          )}
        </span>
      </div>
      {isOpen && <OperationDetails id={operation.id} elementId={detailsId} />}
    </div>
  );
}

function sentence(text: Text, { isUndo, undoes }: Operation, what: string): string {
  const prefix = isUndo ? text('history.isUndo') : undoes !== null ? text('history.isRedo') : '';
  return prefix === '' ? what.charAt(0).toUpperCase() + what.slice(1) : `${prefix}: ${what}`;
}

function stateText(text: Text, { state, undoneBy, files }: Operation): string {
  const parts = [
    undoneBy !== null ? text('history.isUndone') : '',
    state === 'running' ? text('history.isRunning', files) : '',
    state === 'stopped' ? text('history.isStopped', files) : '',
    files.failed > 0 ? text('history.hasFailed', { count: files.failed }) : '',
  ];
  return parts.filter(Boolean).join(', ');
}
