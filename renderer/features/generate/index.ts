export { WhyChips } from './why-chips.tsx';
export { whyText } from './why-text.ts';
