import { GROUPS } from './groups.ts';
import { LINES } from './lines.ts';
import { SINGLE } from './single.ts';
import type { Situation } from './situation.ts';
import { TRANSFERS } from './transfers.ts';

/** Every named situation, by what it is about. */
export const SITUATIONS: readonly (readonly [string, readonly Situation[]])[] = [
  ['one caller and one phone', SINGLE],
  ['one caller and many phones', GROUPS],
  ['many calls on a phone', LINES],
  ['conversations handed over', TRANSFERS],
];
