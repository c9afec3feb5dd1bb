import { useState } from 'react';
import { Label, Slider as RacSlider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './slider.module.css';

type SliderProps = {
  label: string;
  /** What it does, in a sentence below. */
  hint?: string | undefined;
  /** 0 to 1. */
  value: number;
  /** How the value reads: "60 %", "Off". */
  valueText: (value: number) => string;
  isDisabled?: boolean;
  /** Told when the thumb comes to rest. */
  onChange: (value: number) => void;
};

const steps = 20;

/** A share that is set by dragging or with the arrow keys. */
export function Slider({ label, hint, value, valueText, isDisabled = false, onChange }: SliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? value;
  return (
    <RacSlider
      className={styles.slider ?? ''}
      minValue={0}
      maxValue={1}
      step={1 / steps}
      value={shown}
      isDisabled={isDisabled}
      formatOptions={{ style: 'percent' }}
      onChange={(next) => setDragged(Number(next))}
      onChangeEnd={(next) => {
        setDragged(null);
        onChange(Math.round(Number(next) * steps) / steps);
      }}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <SliderOutput className={styles.output ?? ''}>{valueText(shown)}</SliderOutput>
      <SliderTrack className={styles.track ?? ''}>
        <span className={styles.fill} style={{ width: `${shown * 100}%` }} />
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
      {hint && <p className={styles.hint}>{hint}</p>}
    </RacSlider>
  );
}
