import type { Situation } from './situation.ts';

/** One caller, one phone. */
export const SINGLE: readonly Situation[] = [
  {
    name: 'an answered call',
    told: `
      0 A in X #1
      5 A conn #1
      65 A disc #1`,
    calls: ['in X answered A 60 sent'],
    lost: {
      '2A': ['in X missed A sent'],
      '3A': ['in X connected A open'],
    },
  },
  {
    name: 'an answered call whose hang-up was lost, after the talk time-out',
    told: `
      0 A in X #1
      5 A conn #1
      25 A hold #1
      65 A unhold #1`,
    calls: ['in X answered A 60+ sent'],
    closed: true,
  },
  {
    name: 'a missed call on a phone that reports it twice',
    told: `
      0 A in X #1
      20 A disc #1
      20.1 A missed #1`,
    calls: ['in X missed A sent'],
    lost: {},
  },
  {
    name: 'a missed call whose `missed` comes first',
    told: `
      0 A in X #1
      20 A missed #1
      20.1 A disc #1`,
    calls: ['in X missed A sent'],
    lost: {},
  },
  {
    name: 'a missed call of which only `missed` was told',
    told: '20 A missed X #1',
    calls: ['in X missed A sent'],
  },
  {
    name: 'a declined call on a phone that hangs up twice',
    told: `
      0 A in X #1
      4 A disc #1
      6 A disc #1`,
    calls: ['in X missed A sent'],
    lost: { '1A': [] },
  },
  {
    name: 'a declined call on a phone that never says so, after the ring time-out',
    told: '0 A in X #1',
    calls: ['in X missed A sent'],
    closed: true,
  },
  {
    name: 'an answered call on hold for a while',
    told: `
      0 A in X #1
      5 A conn #1
      15 A hold #1
      45 A unhold #1
      65 A disc #1`,
    calls: ['in X answered A 60 sent'],
    lost: {
      // Only who talks can put on hold: the time until then is lost, the conversation is not.
      '2A': ['in X answered A 50 sent'],
      '5A': ['in X connected A open'],
    },
  },
  {
    name: 'a call out that is answered',
    told: `
      0 A out X #1
      9 A conn #1
      19 A disc #1`,
    calls: ['out X answered A 10 sent'],
    lost: {
      // Nothing but `outgoing` tells the direction.
      '1A': ['in X answered A 10 sent'],
      '2A': ['out X unanswered A sent'],
      '3A': ['out X connected A open'],
    },
  },
  {
    name: 'a call out that nobody answers',
    told: `
      0 A out X #1
      30 A disc #1`,
    calls: ['out X unanswered A sent'],
    lost: { '1A': [], '2A': ['out X ringing A open'] },
  },
  {
    name: 'an answered call, all reports in the wrong order within three seconds',
    told: `
      3 A disc X #1
      3.1 A conn X #1
      3.2 A in X #1`,
    calls: ['in X answered A 0 sent'],
  },
  {
    name: 'a call out whose beginning is reported after its answer',
    told: `
      2 A conn X #1
      3 A out X #1
      62 A disc #1`,
    calls: ['out X answered A 60 sent'],
  },
  {
    name: 'an answer that is reported after the hang-up',
    told: `
      0 A in X #1
      10 A disc #1
      12 A conn #1`,
    calls: ['in X answered A 0 sent'],
  },
  {
    name: 'an answer that is reported too long after the hang-up',
    told: `
      0 A in X #1
      10 A disc #1
      15 A conn #1`,
    calls: ['in X missed A sent'],
  },
  {
    name: 'a phone that reboots in mid-call',
    told: `
      0 A in X #1
      5 A conn #1
      65 A setup`,
    calls: ['in X answered A 60+ sent'],
  },
  {
    name: 'a phone that reboots while it rings',
    told: `
      0 A in X #1
      5 A setup`,
    calls: ['in X missed A sent'],
  },
  {
    name: 'a phone whose `setup` is reported after its first call began',
    told: `
      0 A in X #1
      1 A setup
      5 A conn #1
      65 A disc #1`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'a phone without Call-ID: an answered call',
    told: `
      0 A in X
      5 A conn X
      65 A disc X
      65.1 A missed X`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'a phone without Call-ID: a hang-up that names nobody',
    told: `
      0 A in X
      5 A conn X
      65 A disc -`,
    calls: ['in X answered A 60 sent'],
  },
  {
    name: 'a phone without Call-ID: a hang-up was lost, the caller rings again',
    told: `
      0 A in X
      60 A in X
      65 A conn X
      95 A disc X`,
    calls: ['in X missed A sent', 'in X answered A 30 sent'],
    closed: true,
  },
  {
    name: 'a phone without Call-ID: two callers at once',
    told: `
      0 A in X
      1 A in Y
      2 A conn Y
      3 A disc X
      12 A disc Y`,
    calls: ['in X missed A sent', 'in Y answered A 10 sent'],
  },
  {
    name: 'a withheld caller',
    told: `
      0 A in ? #1
      5 A conn #1
      65 A disc #1`,
    calls: ['in ? answered A 60 skip withheld'],
  },
  {
    name: 'a feature code',
    told: `
      0 A out *21# #1
      1 A conn #1
      3 A disc #1`,
    calls: ['out *21# answered A 2 skip internal'],
  },
  {
    name: 'the speaking clock of the telephone system, a name and no number',
    told: `
      0 A out voicemail #1
      1 A conn #1
      3 A disc #1`,
    calls: ['out voicemail answered A 2 skip no-number'],
  },
];
