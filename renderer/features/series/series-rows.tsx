import { CircleCheck, CircleDashed, CircleSlash, Ellipsis, History, ListChecks } from 'lucide-react';
import { Fragment } from 'react';
import type { CoveredRow, RowState } from '#shared/contract/series.ts';
import type { SeriesId } from '#shared/contract/studio-ids.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Menu, MenuItem } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatLength } from '../tracks/index.ts';
import { addMissing, chooseSong, markRows, type OpenSeries } from './series.actions.ts';
import styles from './series.module.css';
import { openSeriesDialog } from './series.store.ts';

const icons = {
  inPack: CircleCheck,
  preExisting: History,
  reference: ListChecks,
  irrelevant: CircleSlash,
  missing: CircleDashed,
} as const satisfies Record<RowState, unknown>;

const columns = ['title', 'length', 'state', 'song'] as const;

/** The tracklist, disc by disc, with what is known of each row. */
export function SeriesRows({ series }: { series: OpenSeries }) {
  const text = useText();
  const rows = series.rows.map((row, index) => ({ row, index }));
  const discs = [...new Set(rows.map(({ row }) => row.disc))].sort((one, other) => one - other);
  return (
    <table className={styles.table} aria-label={text('series.tracklist')}>
      <thead>
        <tr>
          <th scope="col" data-figure>
            #
          </th>
          {columns.map((column) => (
            <th key={column} scope="col" data-figure={column === 'length' || undefined}>
              {text(`series.column.${column}`)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      {discs.map((disc) => {
        const ofDisc = rows.filter(({ row }) => row.disc === disc);
        return (
          <tbody key={disc}>
            {discs.length > 1 && <DiscHead series={series} disc={disc} rows={ofDisc.map(({ index }) => index)} />}
            {ofDisc.map(({ row, index }, place) => (
              <Fragment key={`${index} ${row.title}`}>
                <RowLine series={series} row={row} index={index} number={place + 1} />
              </Fragment>
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

function DiscHead({ series, disc, rows }: { series: OpenSeries; disc: number; rows: number[] }) {
  const text = useText();
  const mark = (value: CoveredRow['mark']) => () => void attempt(() => markRows(series.id, rows, value));
  return (
    <tr className={styles.disc}>
      <th scope="rowgroup" colSpan={5}>
        {text('series.disc', { disc })}
      </th>
      <td>
        {series.mayEdit && (
          <Menu
            label={text('series.discMore', { disc })}
            placement="bottom end"
            trigger={
              <IconButton size="small" label={text('series.discMore', { disc })}>
                <Ellipsis size={14} />
              </IconButton>
            }
          >
            <MenuItem text={text('series.discIrrelevant')} onAction={mark('irrelevant')} />
            <MenuItem text={text('series.discPreExisting')} onAction={mark('preExisting')} />
            <MenuItem text={text('series.discClear')} onAction={mark('')} />
          </Menu>
        )}
      </td>
    </tr>
  );
}

type RowLineProps = { series: OpenSeries; row: CoveredRow; index: number; number: number };

function RowLine({ series, row, index, number }: RowLineProps) {
  const text = useText();
  const { title, durationMs, state, match, song, reference } = row;
  const Icon = icons[state];
  const about =
    song && match
      ? text('series.songFound', { title: song.title, why: text(`series.match.${match}`) })
      : reference !== null
        ? text('series.onList', { name: reference })
        : '';
  return (
    <tr className={styles.row} data-state={state}>
      <td data-figure>{number}</td>
      <td className={styles.wide}>{title}</td>
      <td data-figure>{durationMs === null ? '' : formatLength(durationMs)}</td>
      <td>
        <span className={styles.state}>
          <Icon size={14} aria-hidden="true" /> {text(`series.state.${state}`)}
        </span>
      </td>
      <td className={styles.quiet}>{about}</td>
      <td>{series.mayEdit && <RowMenu id={series.id} row={row} index={index} artist={series.artist} />}</td>
    </tr>
  );
}

function RowMenu({ id, row, index, artist }: { id: SeriesId; row: CoveredRow; index: number; artist: string }) {
  const text = useText();
  const { title, mark, state, match } = row;
  const set = (value: CoveredRow['mark']) => () => void attempt(() => markRows(id, [index], value));
  return (
    <Menu
      label={text('series.rowMore', { title })}
      placement="bottom end"
      trigger={
        <IconButton size="small" label={text('series.rowMore', { title })}>
          <Ellipsis size={14} />
        </IconButton>
      }
    >
      {state === 'missing' && (
        <MenuItem text={text('series.rowAdd')} onAction={() => void attempt(() => addMissing(id, [index]))} />
      )}
      <MenuItem
        text={text('series.rowChoose')}
        onAction={() => openSeriesDialog({ kind: 'choose', id, row: index, title, artist })}
      />
      {match === 'chosen' && (
        <MenuItem text={text('series.rowFree')} onAction={() => void attempt(() => chooseSong(id, index, null))} />
      )}
      {mark !== 'preExisting' && <MenuItem text={text('series.rowPreExisting')} onAction={set('preExisting')} />}
      {mark !== 'irrelevant' && <MenuItem text={text('series.rowIrrelevant')} onAction={set('irrelevant')} />}
      {mark !== '' && <MenuItem text={text('series.rowClear')} onAction={set('')} />}
    </Menu>
  );
}
