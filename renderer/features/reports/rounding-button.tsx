import { Clock } from 'lucide-react';
import { DialogTrigger } from 'react-aria-components';
import { type ReportDefinition, roundingModes } from '#shared/contract/reports.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Popover, Segmented, Select } from '../../ui/index.ts';
import styles from './report-bar.module.css';
import { hasSums } from './report-words.ts';
import { changeReport } from './reports.store.ts';

const steps = [1, 5, 6, 10, 15, 30, 60];

/** How times are rounded: in the report only, never where they are kept. */
export function RoundingButton({ definition }: { definition: ReportDefinition }) {
  const text = useText();
  const { rounding } = definition;
  const set = (change: Partial<typeof rounding>) => changeReport({ rounding: { ...rounding, ...change } });
  const isOn = rounding.mode !== 'none';
  return (
    <DialogTrigger>
      <Button icon={<Clock size={14} />}>
        {text(`reports.roundingButton.${rounding.mode}`, { minutes: rounding.minutes })}
      </Button>
      <Popover label={text('reports.rounding')}>
        <div className={styles.panel}>
          <Select
            label={text('reports.rounding')}
            value={rounding.mode}
            options={roundingModes.map((value) => ({ value, text: text(`reports.rounding.${value}`) }))}
            onChange={(mode) => set({ mode })}
          />
          {isOn && (
            <>
              <Select
                label={text('reports.step')}
                value={String(rounding.minutes)}
                options={steps.map((step) => ({ value: String(step), text: text('reports.minutes', { count: step }) }))}
                onChange={(value) => set({ minutes: Number(value) })}
              />
              {hasSums(definition) && (
                <Segmented
                  label={text('reports.per')}
                  value={rounding.per}
                  options={(['entry', 'total'] as const).map((value) => ({
                    value,
                    text: text(`reports.perOption.${value}`),
                  }))}
                  onChange={(per) => set({ per })}
                />
              )}
            </>
          )}
          <p className={styles.hint}>{text('reports.roundingHint')}</p>
        </div>
      </Popover>
    </DialogTrigger>
  );
}
