import { Radio, RadioGroup } from 'react-aria-components';
import { useText } from '../../messages/use-text.ts';
import styles from './stars.module.css';
import { mostStars, starPath } from './stars.tsx';

type StarRatingProps = {
  rating: number;
  onRate: (rating: number) => void;
};

/** Stars that can be chosen by pointer and arrow keys; choosing the present one takes the rating away. */
export function StarRating({ rating, onRate }: StarRatingProps) {
  const text = useText();
  return (
    <RadioGroup
      className={styles.group!}
      aria-label={text('tracks.rating')}
      orientation="horizontal"
      value={rating === 0 ? null : String(rating)}
      onChange={(value) => onRate(Number(value))}
    >
      {Array.from({ length: mostStars }, (_, index) => index + 1).map((star) => (
        <Radio
          key={star}
          value={String(star)}
          className={styles.radio!}
          aria-label={text('tracks.stars', { rating: star })}
          data-filled={star <= rating || undefined}
          onPress={() => {
            if (star === rating) onRate(0);
          }}
        >
          <svg width={12} height={12} aria-hidden="true">
            <path d={starPath} />
          </svg>
        </Radio>
      ))}
    </RadioGroup>
  );
}
