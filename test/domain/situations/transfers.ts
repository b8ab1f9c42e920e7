import type { Situation } from './situation.ts';

/** What an agent tells who talks with a customer and hands him over blindly at 60 s. */
const BLIND = `
  0 A in X #1
  5 A conn #1
  60 A transfer #1
  60.2 A blind #1
  60.4 A disc #1`;

/** What two phones tell until the colleague has been asked. */
const CONSULTED = `
  0 A in X #1
  5 A conn #1
  20 A hold #1
  21 A out B #2
  21.2 B in A #3
  25 A conn #2
  25.2 B conn #3`;

/** Conversations that are handed over. */
export const TRANSFERS: readonly Situation[] = [
  {
    name: 'a blind transfer, the target is shown the customer and answers',
    told: `${BLIND}
      60.5 B in X #2
      65 B conn #2
      125 B disc #2`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
    lost: {
      // Without the answer at A, A seems to have deflected a ringing call.
      '2A': ['in X answered B 60 sent'],
      '5A': ['in X connected A open', 'in X answered B 60 sent of 1'],
      '7B': ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
      '8B': ['in X answered A 55 sent', 'in X connected B open of 1'],
    },
  },
  {
    name: 'a blind transfer, the target is shown the colleague and answers',
    told: `${BLIND}
      60.5 B in A #2
      65 B conn #2
      125 B disc #2`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
    lost: {
      // What A does is not known to be a transfer of a conversation, B seems to talk with A.
      '2A': ['in X missed A sent', 'in A answered B 60 skip internal'],
      '5A': ['in X connected A open', 'in X answered B 60 sent of 1'],
      '7B': ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
      '8B': ['in X answered A 55 sent', 'in X connected B open of 1'],
    },
  },
  {
    name: 'a blind transfer whose target rings before it is told, shown the customer',
    told: `
      0 A in X #1
      5 A conn #1
      59.9 B in X #2
      60 A blind #1
      60.4 A disc #1
      65 B conn #2
      125 B disc #2`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
  },
  {
    name: 'a blind transfer whose targets ring before it is told, shown the colleague',
    told: `
      0 A in X #1
      5 A conn #1
      59.9 BC in A ~2
      60 A blind #1
      60.4 A disc #1
      65 B conn ~2
      65.1 C disc ~2
      125 B disc ~2`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
  },
  {
    name: 'a blind transfer that nobody answers',
    told: `${BLIND}
      60.5 B in X #2
      80 B disc #2
      80.1 B missed #2`,
    calls: ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
    lost: {
      '2A': ['in X missed A sent'],
      '5A': ['in X connected A open', 'in X missed B skip transfer of 1'],
    },
  },
  {
    name: 'a blind transfer that comes back to the transferring agent',
    told: `${BLIND}
      60.5 B in X #2
      80 B disc #2
      80.1 A in X #3
      85 A conn #3
      115 A disc #3`,
    calls: ['in X answered A 55 sent', 'in X answered A 30 sent of 1'],
    lost: {
      '2A': ['in X answered A 30 sent'],
      '5A': ['in X connected A open', 'in X answered A 30 sent of 1'],
      '6B': ['in X answered A 55 sent', 'in X answered A 30 sent'],
      '8A': [
        'in X answered A 55 sent',
        'in X missed B skip transfer of 1',
        'in X answered A 30 sent of 1',
      ],
      '9A': ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
      '10A': ['in X answered A 55 sent', 'in X connected A open of 1'],
    },
  },
  {
    name: 'a blind transfer that comes back and is not answered',
    told: `${BLIND}
      60.5 B in A #2
      80 B disc #2
      80.1 A in X #3
      100 A disc #3`,
    calls: ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
  },
  {
    name: 'a blind transfer to a ring group, shown the customer',
    told: `${BLIND}
      60.5 BCD in X ~2
      65 C conn ~2
      65.1 BD disc ~2
      125 C disc ~2`,
    calls: ['in X answered A 55 sent', 'in X answered C 60 sent of 1'],
    lost: {
      '2A': ['in X answered C 60 sent'],
      '5A': ['in X connected A open', 'in X answered C 60 sent of 1'],
      '7C': ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
      '9C': ['in X answered A 55 sent', 'in X connected C open of 1'],
    },
  },
  {
    name: 'a blind transfer to a ring group, shown the colleague',
    told: `${BLIND}
      60.5 BCD in A ~2
      65 C conn ~2
      65.1 BD disc ~2
      125 C disc ~2`,
    calls: ['in X answered A 55 sent', 'in X answered C 60 sent of 1'],
    lost: {
      '2A': ['in X missed A sent', 'in A answered C 60 skip internal'],
      '5A': ['in X connected A open', 'in X answered C 60 sent of 1'],
      '7C': ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
      '9C': ['in X answered A 55 sent', 'in X connected C open of 1'],
    },
  },
  {
    name: 'a blind transfer through a proxy that keeps the Call-ID',
    told: `${BLIND}
      60.5 B in X #1
      65 B conn #1
      125 B disc #1`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
  },
  {
    name: 'a call that moves on with its Call-ID, no transfer told',
    told: `
      0 A in X #1
      5 A conn #1
      60 A disc #1
      60.5 B in X #1
      75 B conn #1
      135 B disc #1`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
    lost: {
      '2A': ['in X answered B 60 sent'],
      '3A': ['in X connected A open', 'in X answered B 60 sent of 1'],
      '5B': ['in X answered A 55 sent', 'in X missed B skip transfer of 1'],
      '6B': ['in X answered A 55 sent', 'in X connected B open of 1'],
    },
  },
  {
    name: 'a blind transfer between phones without Call-ID, shown the colleague',
    told: `
      0 A in X
      5 A conn X
      60 A blind X
      60.4 A disc X
      60.5 B in A
      65 B conn A
      725 B disc A`,
    calls: ['in X answered A 55 sent', 'in X answered B 660 sent of 1'],
  },
  {
    name: 'a blind transfer of a call out',
    told: `
      0 A out X #1
      5 A conn #1
      60 A blind #1
      60.4 A disc #1
      60.5 B in X #2
      65 B conn #2
      125 B disc #2`,
    calls: ['out X answered A 55 sent', 'out X answered B 60 sent of 1'],
  },
  {
    name: 'a blind transfer of a withheld caller',
    told: `
      0 A in ? #1
      5 A conn #1
      60 A blind #1
      60.4 A disc #1
      60.5 B in A #2
      65 B conn #2
      125 B disc #2`,
    calls: ['in ? answered A 55 skip withheld', 'in ? answered B 60 skip withheld of 1'],
  },
  {
    name: 'a blind transfer to a number outside',
    told: BLIND,
    calls: ['in X answered A 55 sent'],
  },
  {
    name: 'a customer handed from one to the next',
    told: `${BLIND}
      60.5 B in X #2
      65 B conn #2
      100 B blind #2
      100.2 B disc #2
      100.3 C in X #3
      105 C conn #3
      165 C disc #3`,
    calls: [
      'in X answered A 55 sent',
      'in X answered B 35 sent of 1',
      'in X answered C 60 sent of 2',
    ],
  },
  {
    name: 'a target that takes the customer without an `incoming`',
    told: `${BLIND}
      62 B conn X #2
      122 B disc #2`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
  },
  {
    name: 'a target whose hang-up overtakes its answer, its ringing lost',
    told: `${BLIND}
      65 B disc X #2
      66 B conn X #2`,
    calls: ['in X answered A 55 sent', 'in X answered B 0 sent of 1'],
  },
  {
    name: 'an attended transfer',
    told: `${CONSULTED}
      40 A transfer #1
      40.2 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      100.2 B disc #3`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
    lost: {
      '2A': [
        'in X answered A 21 sent',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '4A': [
        'in X answered A 36 sent',
        'in A answered B 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '9A': [
        'in X answered A 36 sent',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '10A': ['in X answered A 36 sent', 'out B connected A open', 'in X answered B 60 sent of 1'],
      '11A': [
        'in X connected A open',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '12B': [
        'in X answered A 36 sent',
        'out B answered A 15 skip internal',
        'in X connected B open of 1',
      ],
    },
  },
  {
    name: 'an attended transfer that the colleague reports too, later',
    told: `${CONSULTED}
      40 A attended #2
      40.1 B received X #3
      40.4 A disc #2
      40.5 A disc #1
      100 B disc #3`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
    lost: {
      '2A': [
        'in X answered A 21 sent',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '4A': [
        'in X answered A 36 sent',
        'in A answered B 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '10A': ['in X answered A 36 sent', 'out B connected A open', 'in X answered B 60 sent of 1'],
      '11A': [
        'in X connected A open',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '12B': [
        'in X answered A 36 sent',
        'out B answered A 15 skip internal',
        'in X connected B open of 1',
      ],
    },
  },
  {
    name: 'an attended transfer that the colleague reports first',
    told: `${CONSULTED}
      40 B received X #3
      40.1 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      100 B disc #3`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
  },
  {
    name: 'an attended transfer that the colleague reports first, naming who gave it',
    told: `${CONSULTED}
      40 B received A #3
      40.1 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      100 B disc #3`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
  },
  {
    name: 'an attended transfer that gives the colleague a new Call-ID, its report first',
    told: `${CONSULTED}
      40 B received X #4
      40.1 B disc #3
      40.2 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      100 B disc #4`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
  },
  {
    name: 'an attended transfer that gives the colleague a new Call-ID, its report last',
    told: `${CONSULTED}
      40 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      40.6 B disc #3
      40.7 B received X #4
      100 B disc #4`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
    lost: {
      '2A': [
        'in X answered A 21 sent',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '4A': [
        'in X answered A 36 sent',
        'in A answered B 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '8A': [
        'in X answered A 36 sent',
        'out B answered A 16 skip internal',
        'in X answered B 59 sent',
      ],
      '9A': ['in X answered A 36 sent', 'out B connected A open', 'in X answered B 60 sent of 1'],
      '10A': [
        'in X connected A open',
        'out B answered A 15 skip internal',
        'in X answered B 60 sent of 1',
      ],
      '12B': [
        'in X answered A 36 sent',
        'out B answered A 15 skip internal',
        'in X answered B 1 sent of 1',
      ],
      '13B': [
        'in X answered A 36 sent',
        'out B answered A 15 skip internal',
        'in X connected B open of 1',
      ],
    },
  },
  {
    name: 'an attended transfer after which the colleague reports a new answer',
    told: `${CONSULTED}
      40 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      40.6 B disc #3
      40.7 B conn X #4
      100 B disc #4`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
  },
  {
    name: 'an attended transfer of which all hang-ups are reported first',
    told: `${CONSULTED}
      40 A disc #1
      40.1 A disc #2
      40.5 A attended #1
      100.5 B disc #3`,
    calls: [
      'in X answered A 35 sent',
      'out B answered A 16 skip internal',
      'in X answered B 60 sent of 1',
    ],
  },
  {
    name: 'an attended transfer that the colleague reports when all is over',
    told: `${CONSULTED}
      40 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      42 B disc #3
      43 B received X #3`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 2 sent of 1',
    ],
  },
  {
    name: 'an attended transfer by an agent who has another colleague on the line',
    told: `
      0 A out C #8
      0 C in A #9
      3 A conn #8
      3 C conn #9
      4 A hold #8
      5 A in X #1
      10 A conn #1
      20 A hold #1
      21 A out B #2
      21.2 B in A #3
      25 A conn #2
      25.2 B conn #3
      40 A attended #1
      40.4 A disc #2
      40.5 A disc #1
      50 A unhold #8
      63 A disc #8
      63 C disc #9
      100 B disc #3`,
    calls: [
      'out C answered A 60 skip internal',
      'in X answered A 31 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 2',
    ],
  },
  {
    name: 'an attended transfer while the colleague still rings',
    told: `
      0 A in X #1
      5 A conn #1
      20 A hold #1
      21 A out B #2
      21.2 B in A #3
      24 A attended #1
      24.1 A disc #2
      24.2 A disc #1
      30 B conn #3
      90 B disc #3`,
    calls: [
      'in X answered A 19 sent',
      'out B unanswered A skip internal',
      'in X answered B 60 sent of 1',
    ],
    lost: {
      '2A': [
        'in X answered A 4 sent',
        'out B unanswered A skip internal',
        'in X answered B 60 sent of 1',
      ],
      '4A': ['in X answered A 19 sent', 'in X answered B 60 sent of 1'],
      '6A': ['in X answered A 19 sent', 'out B answered A 60 skip internal'],
      '7A': ['in X answered A 19 sent', 'out B ringing A open', 'in X answered B 60 sent of 1'],
      '8A': [
        'in X connected A open',
        'out B unanswered A skip internal',
        'in X answered B 60 sent of 1',
      ],
      '9B': [
        'in X answered A 19 sent',
        'out B unanswered A skip internal',
        'in X missed B skip transfer of 1',
      ],
      '10B': [
        'in X answered A 19 sent',
        'out B unanswered A skip internal',
        'in X connected B open of 1',
      ],
    },
  },
  {
    name: 'an attended transfer between phones without Call-ID',
    told: `
      0 A in X
      5 A conn X
      20 A hold X
      21 A out B
      21.2 B in A
      25 A conn B
      25.2 B conn A
      40 A attended X
      40.4 A disc B
      40.5 A disc X
      100 B disc A`,
    calls: [
      'in X answered A 36 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 1',
    ],
  },
  {
    name: 'an attended transfer by an agent with two customers',
    told: `
      0 A in Y #9
      3 A conn #9
      4 A hold #9
      10 A in X #1
      15 A conn #1
      20 A hold #1
      21 A out B #2
      21.2 B in A #3
      25 A conn #2
      25.2 B conn #3
      40 A attended #2
      40.4 A disc #2
      40.5 A disc #1
      45 A unhold #9
      63 A disc #9
      100 B disc #3`,
    calls: [
      'in Y answered A 60 sent',
      'in X answered A 26 sent',
      'out B answered A 15 skip internal',
      'in X answered B 60 sent of 2',
    ],
  },
  {
    name: 'a received transfer of which nothing else is known',
    told: `
      0 B received X #4
      60 B disc #4`,
    calls: ['in X answered B 60 sent'],
  },
  {
    name: 'a received transfer that names nobody',
    told: '0 B received - #4',
    calls: [],
  },
  {
    name: 'a consultation without a transfer',
    told: `${CONSULTED}
      40 A disc #2
      40.1 B disc #3
      41 A unhold #1
      65 A disc #1`,
    calls: ['in X answered A 60 sent', 'out B answered A 15 skip internal'],
  },
  {
    name: 'a transfer key pressed on an internal call',
    told: `
      0 A out B #1
      0 B in A #2
      5 A conn #1
      5 B conn #2
      20 A transfer #1
      65 A disc #1
      65 B disc #2`,
    calls: ['out B answered A 60 skip internal'],
  },
  {
    name: 'a transfer of a call nobody knows',
    told: '0 A transfer X #1',
    calls: [],
  },
  {
    name: 'a parked call retrieved by a colleague',
    told: `
      0 A in X #1
      5 A conn #1
      60 A blind #1
      60.1 A disc #1
      200 B out *71 #2
      200.5 B conn X #2
      260.5 B disc #2`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
    lost: {
      '2A': ['in X missed A sent', 'in X answered B 60 sent'],
      '3A': ['in X answered A 55 sent', 'in X answered B 60 sent'],
      '4A': ['in X connected A open', 'in X answered B 60 sent of 1'],
      '5B': ['in X answered A 55 sent', 'in X answered B 60 sent'],
      '6B': ['in X answered A 55 sent', 'out *71 unanswered B skip internal'],
      '7B': ['in X answered A 55 sent', 'in X connected B open of 1'],
    },
  },
  {
    name: 'a parked call retrieved, its customer has called before',
    told: `
      0 C in X #0
      5 C conn #0
      15 C disc #0
      20 A in X #1
      25 A conn #1
      30 A blind #1
      30.1 A disc #1
      40 B out *71 #2
      40.5 B conn X #2
      100.5 B disc #2`,
    calls: ['in X answered C 10 sent', 'in X answered A 5 sent', 'in X answered B 60 sent of 2'],
  },
  {
    name: 'a parked call retrieved by a colleague, the code reported after the answer',
    told: `
      0 A out X #1
      5 A conn #1
      60 A blind #1
      60.1 A disc #1
      200 B conn X #2
      200.5 B out *71 #2
      260 B disc #2`,
    calls: ['out X answered A 55 sent', 'out X answered B 60 sent of 1'],
  },
  {
    name: 'a parked call retrieved between phones without Call-ID',
    told: `
      0 A in X
      5 A conn X
      60 A blind X
      60.1 A disc X
      200 B out *71
      200.5 B conn X
      260.5 B disc X`,
    calls: ['in X answered A 55 sent', 'in X answered B 60 sent of 1'],
  },
  {
    name: 'a parked call retrieved by who parked it',
    told: `
      0 A in X #1
      5 A conn #1
      60 A blind #1
      60.1 A disc #1
      80 A out 71 #2
      80.5 A conn X #2
      140.5 A disc #2`,
    calls: ['in X answered A 55 sent', 'in X answered A 60 sent of 1'],
  },
  {
    name: 'a second agent who answers the same call',
    told: `
      0 AB in X #1
      5 A conn #1
      6 B conn #1
      36 A disc #1
      66 B disc #1`,
    calls: ['in X answered A 31 sent', 'in X answered B 60 sent of 1'],
  },
];
