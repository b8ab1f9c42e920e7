import type { Situation } from './situation.ts';

/** One caller, many phones: ring groups, hunting, forwarding, pick-up. */
export const GROUPS: readonly Situation[] = [
  {
    name: 'a ring group of eight, each with a Call-ID of its own, one answers',
    told: `
      0 ABCDEFGH in X ~1
      5 C conn ~1
      5.1 ABDEFGH disc ~1
      5.2 ABDEFGH missed ~1
      65 C disc ~1`,
    calls: ['in X answered C 60 sent'],
    lost: {
      // The others stop ringing: nothing tells that it is not the caller who gave up.
      '2C': ['in X missed A sent'],
      '5C': ['in X connected C open'],
    },
  },
  {
    name: 'a ring group of eight, all with one Call-ID, one answers',
    told: `
      0 ABCDEFGH in X #1
      5 C conn #1
      5.1 ABDEFGH disc #1 elsewhere
      65 C disc #1`,
    calls: ['in X answered C 60 sent'],
    lost: { '4C': ['in X connected C open'] },
  },
  {
    name: 'a ring group that nobody answers',
    told: `
      0 ABC in X ~1
      20 ABC disc ~1
      20.1 ABC missed ~1`,
    calls: ['in X missed A sent'],
    lost: { '1A': ['in X missed B sent'] },
  },
  {
    name: 'a ring group that nobody answers, a hang-up lost, still rings',
    told: `
      0 AB in X ~1
      20 A disc ~1`,
    calls: ['in X ringing A open'],
  },
  {
    name: 'a ring group that was answered outside the office',
    told: `
      0 AB in X ~1
      9 AB disc ~1 elsewhere`,
    calls: ['in X elsewhere A skip elsewhere'],
    closed: true,
    lost: { '1A': ['in X elsewhere B skip elsewhere'] },
  },
  {
    name: 'a ring group whose members hear of it at different moments',
    told: `
      0 A in X ~1
      1.5 B in X ~1
      2.5 C in X ~1
      5 B conn ~1
      5.2 AC disc ~1
      65 B disc ~1`,
    calls: ['in X answered B 60 sent'],
  },
  {
    name: 'a ring group with a member that declines',
    told: `
      0 AB in X ~1
      3 A disc ~1
      9 B conn ~1
      69 B disc ~1`,
    calls: ['in X answered B 60 sent'],
  },
  {
    name: 'a ring group whose member reports ringing after a quick answer',
    told: `
      0 A in X ~1
      1 A conn ~1
      2 B in X ~1
      2.1 B disc ~1
      2.2 B missed ~1
      61 A disc ~1`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'a ring group whose member stops ringing before it reports to ring',
    told: `
      0 A in X ~1
      1 A conn ~1
      1.2 B disc X ~1
      1.4 B in X ~1
      61 A disc ~1`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'a ring group whose member keeps ringing until the call is over',
    told: `
      0 AB in X ~1
      5 A conn ~1
      65 A disc ~1`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'a ring group whose member rings on and answers after all',
    told: `
      0 AB in X ~1
      5 A conn ~1
      10 A disc ~1
      15 B conn ~1
      75 B disc ~1`,
    calls: ['in X answered A 5 sent', 'in X answered B 60 sent of 1'],
  },
  {
    name: 'a ring group with two lines of one phone',
    told: `
      0 AA'B in X ~1
      5 A' conn ~1
      5.1 AB disc ~1
      65 A' disc ~1`,
    calls: ["in X answered A' 60 sent"],
  },
  {
    name: 'a ring group one phone of which reboots',
    told: `
      0 AB in X ~1
      3 A setup
      9 B conn ~1
      69 B disc ~1`,
    calls: ['in X answered B 60 sent'],
  },
  {
    name: 'a withheld ring group with one Call-ID',
    told: `
      0 AB in ? #1
      5 A conn #1
      5.1 B disc #1
      65 A disc #1`,
    calls: ['in ? answered A 60 skip withheld'],
  },
  {
    name: 'a withheld ring group with Call-IDs of its own is not merged',
    told: `
      0 AB in ? ~1
      20 AB disc ~1`,
    calls: ['in ? missed A skip withheld', 'in ? missed B skip withheld'],
  },
  {
    name: 'a ring group of phones without Call-ID',
    told: `
      0 AB in X
      5 A conn X
      5.1 B disc X
      5.2 B missed X
      65 A disc X`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'two callers at the same second',
    told: `
      0 AB in X ~1
      0 AB in Y ~2
      5 A conn ~1
      6 B conn ~2
      6.1 A disc ~2
      6.2 B disc ~1
      65 A disc ~1
      66 B disc ~2`,
    calls: ['in X answered A 60 sent', 'in Y answered B 60 sent'],
  },
  {
    name: 'two withheld callers at once',
    told: `
      0 A in ? #1
      0 B in ? #2
      20 A disc #1
      21 B disc #2`,
    calls: ['in ? missed A skip withheld', 'in ? missed B skip withheld'],
  },
  {
    name: 'a company’s main number, two people of it call at once',
    told: `
      0 AB in X ~1
      10 AB in X ~2
      12 A conn ~1
      12.1 B disc ~1
      14 B conn ~2
      14.1 A disc ~2
      72 A disc ~1
      74 B disc ~2`,
    calls: ['in X answered A 60 sent', 'in X answered B 60 sent'],
  },
  {
    name: 'a company’s main number, the second caller gives up',
    told: `
      0 AB in X ~1
      1 AB in X ~2
      12 A conn ~1
      12.1 B disc ~1
      20 AB disc ~2
      72 A disc ~1`,
    calls: ['in X answered A 60 sent', 'in X missed A sent'],
  },
  {
    name: 'a caller who hangs up and rings again after the window',
    told: `
      0 AB in X ~1
      10 AB disc ~1
      20 AB in X ~2
      30 AB disc ~2`,
    calls: ['in X missed A sent', 'in X missed A sent'],
    lost: {
      '1A': ['in X missed B sent', 'in X missed A sent'],
      '2A': ['in X ringing A open', 'in X missed A sent'],
      '2B': ['in X ringing A open', 'in X missed A sent'],
      '3A': ['in X missed A sent', 'in X missed B sent'],
      '4A': ['in X missed A sent', 'in X ringing A open'],
      '4B': ['in X missed A sent', 'in X ringing A open'],
    },
  },
  {
    name: 'a caller who rings again when his first call’s hang-up was lost',
    told: `
      0 A in X #1
      60 A in X #2
      65 A conn #2
      95 A disc #2`,
    calls: ['in X missed A sent', 'in X answered A 30 sent'],
    closed: true,
  },
  {
    name: 'a caller who rings again after a conversation',
    told: `
      0 A in X #1
      5 A conn #1
      65 A disc #1
      66 B in X #2
      76 B disc #2
      76.1 B missed #2`,
    calls: ['in X answered A 60 sent', 'in X missed B sent'],
  },
  {
    name: 'a caller who rings another phone while his conversation goes on',
    told: `
      0 A in X #1
      5 A conn #1
      30 B in X #2
      50 B disc #2
      65 A disc #1`,
    calls: ['in X answered A 60 sent', 'in X missed B sent'],
  },
  {
    name: 'sequential hunting, the third phone answers',
    told: `
      0 A in X ~1
      20 A disc ~1
      20.3 B in X ~1
      40 B disc ~1
      40.3 C in X ~1
      45 C conn ~1
      105 C disc ~1`,
    calls: ['in X answered C 60 sent'],
    lost: {
      // Without the middle phone there is nothing between the first and the last.
      '3B': ['in X missed A sent', 'in X answered C 60 sent'],
      '5C': ['in X missed A sent', 'in X answered C 60 sent'],
      '6C': ['in X missed A sent'],
      '7C': ['in X connected C open'],
    },
  },
  {
    name: 'sequential hunting that nobody answers',
    told: `
      0 A in X ~1
      20 A disc ~1
      20.3 B in X ~1
      40 B disc ~1`,
    calls: ['in X missed A sent'],
    lost: {
      '1A': ['in X missed B sent'],
      '2A': ['in X ringing A open'],
      '4B': ['in X ringing A open'],
    },
  },
  {
    name: 'sequential hunting in a circle, with one Call-ID',
    told: `
      0 A in X #1
      10 A disc #1
      10.2 B in X #1
      20 B disc #1
      20.2 A in X #1
      25 A conn #1
      85 A disc #1`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'call forwarding on no answer to another phone',
    told: `
      0 A in X #1
      15 A disc #1
      15 B in X #2
      18 B conn #2
      78 B disc #2`,
    calls: ['in X answered B 60 sent'],
    lost: {
      '4B': ['in X missed A sent'],
      '5B': ['in X connected B open'],
    },
  },
  {
    name: 'a ringing call that is deflected to a colleague',
    told: `
      0 A in X #1
      3 A transfer #1
      3.1 A blind #1
      3.2 A disc #1
      3.3 B in X #2
      8 B conn #2
      68 B disc #2`,
    calls: ['in X answered B 60 sent'],
    lost: {
      '5B': ['in X missed A sent', 'in X answered B 60 sent'],
      '6B': ['in X missed A sent'],
      '7B': ['in X connected B open'],
    },
  },
  {
    name: 'a colleague’s ringing call picked up with a feature code',
    told: `
      0 A in X #1
      5 B out *821 #2
      5.5 B conn X #2
      5.6 A disc #1
      65.5 B disc #2`,
    calls: ['in X elsewhere A skip elsewhere', 'in X answered B 60 sent'],
    lost: {
      '1A': ['in X answered B 60 sent'],
      '2B': ['in X answered B 60 sent'],
      '3B': ['in X missed A sent', 'out *821 unanswered B skip internal'],
      '5B': ['in X elsewhere A skip elsewhere', 'in X connected B open'],
    },
  },
  {
    name: 'a colleague’s call picked up, his phone stops ringing first',
    told: `
      0 A in X #1
      5 B out *821 #2
      5.5 A disc #1
      5.5 B conn X #2
      65.5 B disc #2`,
    calls: ['in X elsewhere A skip elsewhere', 'in X answered B 60 sent'],
  },
  {
    name: 'a colleague’s ringing call picked up by his extension',
    told: `
      0 A in X #1
      5 B out A #2
      5.5 B conn X #2
      5.6 A disc #1
      65.5 B disc #2`,
    calls: ['in X elsewhere A skip elsewhere', 'in X answered B 60 sent'],
  },
  {
    name: 'a call picked up of a phone that reports nothing',
    told: `
      5 B out *8 #2
      5.5 B conn X #2
      65.5 B disc #2`,
    calls: ['in X answered B 60 sent'],
  },
  {
    name: 'a group’s answer that was lost, the others are told so',
    told: `
      0 AB in X ~1
      5 B disc ~1 elsewhere
      65 A disc ~1`,
    calls: ['in X answered A 60 sent'],
  },
];
