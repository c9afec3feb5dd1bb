import { RotateCcw } from 'lucide-react';
import { defaultGenerateOptions, matcherNames } from '#shared/generate-options.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { useText } from '../../messages/use-text.ts';
import { IconButton, Slider } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatPercent } from '../tracks/index.ts';
import { changeOptions } from './generate.actions.ts';
import { useGenerate } from './generate.store.ts';
import styles from './side-panel.module.css';

/** How much each matcher counts beside the others. */
export function BlendPanel() {
  const text = useText();
  const { blend } = useSettings().generate;
  const unknown = useGenerate((state) => state.unknown);
  const { data: available } = useCall('generate.matchers');
  const valueText = (value: number) => (value === 0 ? text('generate.off') : formatPercent(value));
  return (
    <section className={styles.section} aria-labelledby="generate-blend">
      <div className={styles.head}>
        <h2 className={styles.heading} id="generate-blend">
          {text('generate.blend')}
        </h2>
        <IconButton
          size="small"
          label={text('generate.resetBlend')}
          onPress={() => void attempt(() => changeOptions({ blend: defaultGenerateOptions.blend }))}
        >
          <RotateCcw size={14} />
        </IconButton>
      </div>
      {matcherNames.map((name) => {
        const isOff = available !== undefined && !available.includes(name);
        const hint = isOff
          ? text('generate.notConnected')
          : unknown.includes(name)
            ? text('generate.unknownSeed')
            : text(`generate.matcherHint.${name}`);
        return (
          <Slider
            key={name}
            label={text(`generate.matcher.${name}`)}
            hint={hint}
            value={isOff ? 0 : blend[name]}
            valueText={valueText}
            isDisabled={isOff}
            onChange={(value) => void attempt(() => changeOptions({ blend: { ...blend, [name]: value } }))}
          />
        );
      })}
    </section>
  );
}
