/** Programs that spread 1 to 5 stars evenly over 255, so that two stars are 102. All others follow Windows. */
export const linearRaters = ['traktor@native-instruments.de', 'info@mixxx.org', 'onetagger', 'linear@ledgerline'];

/**
 * Stars (0 to 5) of an ID3 popularimeter.
 *
 * The byte has no standard meaning: Windows Media Player, MusicBee and MediaMonkey write 1, 64, 128, 196 and 255; Traktor
 * and OneTagger 51, 102, 153, 204 and 255. The e-mail tells who wrote it.
 */
export function starsOfPopularimeter(email: string, byte: number): number {
  if (!(byte > 0)) return 0;
  if (linearRaters.includes(email.toLowerCase())) return Math.min(5, Math.max(1, Math.round(byte / 51)));
  if (byte < 32) return 1;
  if (byte < 96) return 2;
  if (byte < 160) return 3;
  if (byte < 224) return 4;
  return 5;
}

/** Stars of a rating in a Vorbis comment or APE item: 0 to 5, 0 to 100, or a fraction of 1 with an e-mail. */
export function starsOfText(text: string, isFraction: boolean): number {
  const value = Number.parseFloat(text.replace(',', '.'));
  if (!Number.isFinite(value) || value <= 0) return 0;
  if (isFraction && value <= 1) return Math.round(value * 5);
  if (value <= 5) return Math.round(value);
  if (value <= 100) return Math.round(value / 20);
  return starsOfPopularimeter('', Math.min(255, value));
}
