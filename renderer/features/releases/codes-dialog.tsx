import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type CodeKind, type CodeSeries, codeKinds } from '#shared/contract/codes.ts';
import { formatIdentifier } from '#shared/identifiers/identifiers.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, IconButton, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { showUndoable } from '../undo/index.ts';
import styles from './dialogs.module.css';
import { useSubmit } from './use-submit.ts';

/** Own codes: what they begin with, where counting starts, and what comes next. */
export function CodesDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const { data: series = [] } = useCall('codes.list');
  return (
    <Dialog
      title={text('releases.codes')}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{text('releases.close')}</Button>}
    >
      <div className={styles.form}>
        <p className={styles.quiet}>{text('releases.codesHint')}</p>
        {series.length > 0 && (
          <table className={styles.table} aria-label={text('releases.codes')}>
            <thead>
              <tr>
                <th scope="col">{text('releases.codes.kind')}</th>
                <th scope="col">{text('releases.codes.prefix')}</th>
                <th scope="col">{text('releases.codes.next')}</th>
                <th scope="col">{text('releases.codes.used')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {series.map((each) => (
                <SeriesLine key={each.id} series={each} />
              ))}
            </tbody>
          </table>
        )}
        <NewSeries />
      </div>
    </Dialog>
  );
}

function SeriesLine({ series }: { series: CodeSeries }) {
  const text = useText();
  const { id, kind, prefix, next, used, isDefault } = series;
  const remove = async () => {
    const { operation } = await call('codes.removeSeries', { id });
    showUndoable({ text: textNow('releases.codes.removed', { prefix }), operations: [operation] });
  };
  return (
    <tr>
      <td>
        {text(`releases.codes.of.${kind}`)} {isDefault && text('releases.codes.isDefault')}
      </td>
      <td className={styles.code}>{prefix}</td>
      <td className={styles.code}>{next === '' ? text('releases.codes.none') : writeCode(kind, next)}</td>
      <td>{used}</td>
      <td>
        <IconButton size="small" label={text('releases.codes.remove', { prefix })} onPress={() => void attempt(remove)}>
          <Trash2 size={14} />
        </IconButton>
      </td>
    </tr>
  );
}

/** As people write it. */
export function writeCode(kind: CodeKind, code: string): string {
  return kind === 'catalogue' ? code : formatIdentifier(kind, code);
}

function NewSeries() {
  const text = useText();
  const [kind, setKind] = useState<CodeKind>('isrc');
  const [prefix, setPrefix] = useState('');
  const [first, setFirst] = useState('1');
  const [digits, setDigits] = useState('3');
  const [isDefault, setDefault] = useState(false);
  const [saved, setSaved] = useState(0);
  const { failure, submit } = useSubmit(() => {
    setPrefix('');
    setSaved((count) => count + 1);
  });
  const isRight = prefix.trim() !== '' && /^\d{1,10}$/.test(first) && /^([1-9]|10)$/.test(digits);
  const save = async () => {
    const facts = { kind, prefix: prefix.trim(), first: Number(first), digits: Number(digits), isDefault };
    const { operation } = await call('codes.saveSeries', facts);
    showUndoable({ text: textNow('releases.codes.saved', { prefix: prefix.trim() }), operations: [operation] });
  };
  return (
    <form
      noValidate
      className={styles.form}
      aria-label={text('releases.codes.new')}
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) submit(save);
      }}
    >
      <div className={styles.columns}>
        <Select
          label={text('releases.codes.kind')}
          value={kind}
          options={codeKinds.map((value) => ({ value, text: text(`releases.codes.of.${value}`) }))}
          onChange={setKind}
        />
        <Field
          // The button goes off with the empty field: who pressed it goes on here, not nowhere, where no key closes the dialog.
          key={saved}
          autoFocus={saved > 0}
          label={text('releases.codes.prefix')}
          value={prefix}
          maxLength={30}
          hint={text(`releases.codes.hint.${kind}`)}
          error={failure}
          spellCheck="false"
          onChange={setPrefix}
        />
        <Field label={text('releases.codes.first')} value={first} maxLength={10} onChange={setFirst} />
        {kind === 'catalogue' && (
          <Field label={text('releases.codes.digits')} value={digits} maxLength={2} onChange={setDigits} />
        )}
      </div>
      <div className={styles.checks}>
        <Checkbox isSelected={isDefault} onChange={setDefault}>
          {text('releases.codes.makeDefault')}
        </Checkbox>
        <Button size="small" type="submit" icon={<Plus size={14} />} isDisabled={!isRight}>
          {text('releases.codes.add')}
        </Button>
      </div>
    </form>
  );
}
