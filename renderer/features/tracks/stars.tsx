import { memo } from 'react';
import { useText } from '../../messages/use-text.ts';
import styles from './stars.module.css';

export const mostStars = 5;
const starWidth = 13;
const starSize = 12;
const starNumbers = Array.from({ length: mostStars }, (_, index) => index + 1);

/** A five-pointed star in a box of 12, drawn from its angles. */
export const starPath = `${Array.from({ length: 10 }, (_, corner) => {
  const radius = corner % 2 === 0 ? 5.6 : 2.5;
  const angle = (corner * Math.PI) / 5;
  const x = 6 + radius * Math.sin(angle);
  const y = 6.3 - radius * Math.cos(angle);
  return `${corner === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
}).join('')}z`;

/** The rating as one picture, for table rows. A list that lets it be clicked asks `starAt`. */
export const Stars = memo(function Stars({ rating }: { rating: number }) {
  const text = useText();
  return (
    <svg
      className={styles.stars}
      width={mostStars * starWidth}
      height={starSize}
      role="img"
      aria-label={text('tracks.stars', { rating })}
      data-stars={rating}
    >
      {starNumbers.map((star) => (
        <path
          key={star}
          d={starPath}
          transform={`translate(${(star - 1) * starWidth})`}
          className={star <= rating ? styles.on : styles.off}
        />
      ))}
    </svg>
  );
});

/** The rating that a click on stars asks for; the same star again takes it away. Null beside them. */
export function ratingAt(target: Element, clientX: number): number | null {
  const stars = target.closest('[data-stars]');
  if (!stars) return null;
  const star = Math.ceil((clientX - stars.getBoundingClientRect().left) / starWidth);
  const clicked = Math.max(1, Math.min(mostStars, star));
  return clicked === Number(stars.getAttribute('data-stars')) ? 0 : clicked;
}
