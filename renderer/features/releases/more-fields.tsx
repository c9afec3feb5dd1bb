import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import { aiContents } from '#shared/contract/catalogue.ts';
import { territoryModes } from '#shared/contract/releases.ts';
import { readCountries } from '#shared/countries.ts';
import { AppError } from '#shared/errors.ts';
import { formatIdentifier } from '#shared/identifiers/identifiers.ts';
import { useText } from '../../messages/use-text.ts';
import { Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { KeptField } from './kept-field.tsx';
import styles from './more-fields.module.css';
import { editRelease, type OpenRelease, type ReleasePatch } from './releases.actions.ts';

/** Facts that not every release has. */
export function MoreFields({ release }: { release: OpenRelease }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure className={styles.more ?? ''} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Button slot="trigger" className={styles.trigger ?? ''}>
        <ChevronRight size={14} aria-hidden="true" className={styles.arrow} data-open={isOpen || undefined} />
        {text('releases.more')}
        <span className={styles.summary}>{isOpen ? '' : summaryOf(text, release)}</span>
      </Button>
      <DisclosurePanel>{isOpen && <Fields release={release} />}</DisclosurePanel>
    </Disclosure>
  );
}

/** What is said there, so that it need not be opened. */
function summaryOf(
  text: ReturnType<typeof useText>,
  { versionTitle, label, language, territories, priceTier }: OpenRelease,
): string {
  const where =
    territories.mode === 'world'
      ? text('releases.territories.world')
      : text(`releases.territoriesSummary.${territories.mode}`, { count: territories.codes.length });
  return [versionTitle, label, language, where, priceTier].filter((part) => part !== '').join(' · ');
}

const lines = [
  ['versionTitle', 500],
  ['label', 500],
  ['subgenre', 500],
  ['language', 35],
  ['priceTier', 60],
  ['keywords', 1000],
] as const;
const days = ['originalReleaseDate', 'preorderDate'] as const;

function Fields({ release }: { release: OpenRelease }) {
  const text = useText();
  const save = (patch: ReleasePatch) => editRelease(release, patch);
  return (
    <div className={styles.fields}>
      {lines.map(([name, most]) => (
        <KeptField
          key={name}
          label={text(`releases.field.${name}`)}
          field={name}
          value={release[name]}
          maxLength={most}
          hint={name === 'language' ? text('releases.languageHint') : undefined}
          onSave={(typed) => save({ [name]: typed })}
        />
      ))}
      {days.map((name) => (
        <KeptField
          key={name}
          label={text(`releases.field.${name}`)}
          field={name}
          type="date"
          value={release[name]}
          onSave={(typed) => save({ [name]: typed })}
        />
      ))}
      <KeptField
        label={text('releases.field.grid')}
        field="grid"
        isCode
        value={formatIdentifier('grid', release.grid)}
        maxLength={30}
        onSave={(typed) => save({ grid: typed })}
      />
      <KeptField
        label={text('releases.field.upcHistory')}
        isCode
        value={release.upcHistory.join(', ')}
        hint={text('releases.upcHistoryHint')}
        onSave={(typed) => save({ upcHistory: typed.split(/[\s,;]+/).filter((code) => code !== '') })}
      />
      <Select
        label={text('releases.field.aiContent')}
        value={release.aiContent}
        options={aiContents.map((value) => ({ value, text: text(`releases.ai.${value}`) }))}
        onChange={(aiContent) => void attempt(() => save({ aiContent }))}
      />
      <Where release={release} save={save} />
      <div className={styles.wide}>
        <KeptField
          label={text('releases.field.description')}
          isLong
          value={release.description}
          maxLength={4000}
          onSave={(typed) => save({ description: typed })}
        />
      </div>
    </div>
  );
}

function Where({ release, save }: { release: OpenRelease; save: (patch: ReleasePatch) => Promise<void> }) {
  const text = useText();
  const { territories } = release;
  const keep = async (typed: string) => {
    const codes = readCountries(typed);
    if (codes === null) throw new AppError('INVALID_INPUT', 'Countries have two letters.');
    await save({ territories: { ...territories, codes } });
  };
  return (
    <>
      <Select
        label={text('releases.field.territories')}
        value={territories.mode}
        options={territoryModes.map((value) => ({ value, text: text(`releases.territories.${value}`) }))}
        onChange={(mode) =>
          void attempt(() => save({ territories: { mode, codes: mode === 'world' ? [] : territories.codes } }))
        }
      />
      {territories.mode !== 'world' && (
        <KeptField
          label={text('releases.field.countries')}
          value={territories.codes.join(', ')}
          placeholder={text('releases.countriesExample')}
          hint={text('releases.countriesHint')}
          onSave={keep}
        />
      )}
    </>
  );
}
