import type { Situation } from './situation.ts';

/** Several calls on one phone, and calls between colleagues. */
export const LINES: readonly Situation[] = [
  {
    name: 'a second call during a call, not taken',
    told: `
      0 A in X #1
      5 A conn #1
      20 A in Y #2
      40 A disc #2
      40.1 A missed #2
      65 A disc #1`,
    calls: ['in X answered A 60 sent', 'in Y missed A sent'],
  },
  {
    name: 'a second call during a call, taken with the first on hold',
    told: `
      0 A in X #1
      5 A conn #1
      20 A in Y #2
      22 A hold #1
      22.1 A conn #2
      40 A disc #2
      41 A unhold #1
      65 A disc #1`,
    calls: ['in X answered A 60 sent', 'in Y answered A 18 sent'],
    lost: {
      '2A': ['in X answered A 43 sent', 'in Y answered A 18 sent'],
      '5A': ['in X answered A 60 sent', 'in Y missed A sent'],
      '6A': ['in X answered A 60 sent', 'in Y connected A open'],
      '8A': ['in X connected A open', 'in Y answered A 18 sent'],
    },
  },
  {
    name: 'a second call of the same caller during the first',
    told: `
      0 A in X #1
      5 A conn #1
      20 A in X #2
      22 A conn #2
      40 A disc #2
      65 A disc #1`,
    calls: ['in X answered A 60 sent', 'in X answered A 18 sent'],
  },
  {
    name: 'a call out while a customer is on hold',
    told: `
      0 A in X #1
      5 A conn #1
      10 A hold #1
      11 A out Y #2
      15 A conn #2
      35 A disc #2
      36 A unhold #1
      65 A disc #1`,
    calls: ['in X answered A 60 sent', 'out Y answered A 20 sent'],
  },
  {
    name: 'two lines of one phone',
    told: `
      0 A in X #1
      1 A' in Y #2
      5 A conn #1
      15 A hold #1
      16 A' conn #2
      46 A' disc #2
      65 A disc #1`,
    calls: ['in X answered A 60 sent', "in Y answered A' 30 sent"],
  },
  {
    name: 'a three-way conversation with a colleague',
    told: `
      0 A in X #1
      5 A conn #1
      10 A hold #1
      11 A out B #2
      11 B in A #3
      15 A conn #2
      15 B conn #3
      20 A unhold #1
      65 A disc #1
      65.1 A disc #2
      65.2 B disc #3`,
    calls: ['in X answered A 60 sent', 'out B answered A 50 skip internal'],
  },
  {
    name: 'an internal call is one call',
    told: `
      0 A out B #1
      0.1 B in A #2
      5 B conn #2
      5.1 A conn #1
      65 A disc #1
      65.1 B disc #2`,
    calls: ['out B answered A 60 skip internal'],
    lost: {
      '1A': ['in A answered B 60 skip internal'],
      '5A': ['out B connected A open'],
      '6B': ['out B connected A open'],
    },
  },
  {
    name: 'an internal call, the called phone reports first',
    told: `
      0 B in A #2
      0.1 A out B #1
      5 A conn #1
      5.1 B conn #2
      65 B disc #2
      65.1 A disc #1`,
    calls: ['out B answered A 60 skip internal'],
  },
  {
    name: 'an internal call is journalled once, at its caller’s, when asked for',
    told: `
      0 B in A #2
      0 A out B #1
      5 A conn #1
      5 B conn #2
      65 B disc #2
      65 A disc #1`,
    calls: ['out B answered A 60 sent'],
    internal: true,
  },
  {
    name: 'an internal call that nobody answers, journalled when asked for',
    told: `
      0 A out B #1
      0.1 B in A #2
      20 A disc #1
      20.1 B disc #2
      20.2 B missed #2`,
    calls: ['out B unanswered A sent'],
    internal: true,
    lost: {
      '1A': ['in A missed B sent'],
      '3A': ['out B ringing A open'],
    },
  },
  {
    name: 'an internal call with one Call-ID at both ends',
    told: `
      0 A out B #1
      0 B in A #1
      5 A conn #1
      5 B conn #1
      65 A disc #1
      65 B disc #1`,
    calls: ['out B answered A 60 skip internal'],
  },
  {
    name: 'an internal call of phones without Call-ID',
    told: `
      0 A out B
      0.1 B in A
      5 B conn A
      5.1 A conn B
      65 A disc B
      65.1 B disc A`,
    calls: ['out B answered A 60 skip internal'],
  },
  {
    name: 'an internal call to a group',
    told: `
      0 A out 600 #1
      0.1 BC in A ~2
      5 B conn ~2
      5.1 A conn #1
      5.2 C disc ~2
      65 A disc #1
      65.1 B disc ~2`,
    calls: ['out 600 answered A 60 skip internal'],
  },
  {
    name: 'an internal call and a customer on the same two phones',
    told: `
      0 A out B #1
      0 B in A #2
      1 AB in X ~3
      5 AB conn ~9
      9 A conn ~3
      9.1 B disc ~3
      69 A disc ~3`,
    calls: [
      'out B ringing A open',
      'in X answered A 60 sent',
      'in ? connected A open',
      'in ? connected B open',
    ],
  },
];
