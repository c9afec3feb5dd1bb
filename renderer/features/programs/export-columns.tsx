import { type TableColumn, tableColumns } from '#shared/contract/interop-formats.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox } from '../../ui/index.ts';
import styles from './programs.module.css';
import { changeForm, usePrograms } from './programs.store.ts';

/** Which columns a table has. One stays: a table of none would be no file. */
export function ExportColumns() {
  const text = useText();
  const columns = usePrograms((state) => state.form.columns);
  const change = (column: TableColumn, isOn: boolean) =>
    changeForm({ columns: tableColumns.filter((each) => (each === column ? isOn : columns.includes(each))) });
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{text('programs.columns')}</legend>
      <div className={styles.parts}>
        {tableColumns.map((column) => (
          <Checkbox
            key={column}
            isSelected={columns.includes(column)}
            isDisabled={columns.length === 1 && columns[0] === column}
            onChange={(isOn) => change(column, isOn)}
          >
            {text(`programs.column.${column}`)}
          </Checkbox>
        ))}
      </div>
      {columns.length < tableColumns.length && (
        <div className={styles.line}>
          <Button size="small" onPress={() => changeForm({ columns: tableColumns })}>
            {text('programs.columnsAll')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
