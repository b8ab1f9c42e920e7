import { describe, expect, it } from 'vitest';
import type { PhoneEvent } from '../../src/domain/phone-event.ts';
import { describeCalls, readLines } from './notation.ts';
import { openOffice } from './play.ts';
import { SITUATIONS } from './situations/all.ts';
import type { Situation } from './situations/situation.ts';

/** A day after every time-out. */
const LATER = 1e9;

function play(events: readonly PhoneEvent[], { closed, internal }: Situation): readonly string[] {
  const office = openOffice();
  for (const event of events) office.tell(event);
  if (closed) office.close(LATER);
  return describeCalls(office.calls(), internal);
}

describe.each(SITUATIONS)('%s', (_name, situations) => {
  describe.each(situations)('$name', (situation) => {
    const lines = readLines(situation.told);

    it('gives these calls and entries', () => {
      expect(play(lines.flat(), situation)).toEqual(situation.calls);
    });

    it('gives the same when every event is told twice', () => {
      const twice = lines.flat().flatMap((event) => [event, { ...event, at: event.at + 1 }]);
      expect(play(twice, situation)).toEqual(situation.calls);
    });

    it('gives the same whichever of the phones reports first at one moment', () => {
      for (const events of orders(lines.flat())) {
        expect(play(events, situation)).toEqual(situation.calls);
      }
    });

    const { lost } = situation;
    if (lost === undefined) return;
    const positions = lines.flatMap((events, line) =>
      events.map((event) => [`${line + 1}${event.phone}`, event] as const),
    );
    it.each(positions)('gives what is left when %s is lost', (position, event) => {
      const left = lines.flat().filter((it) => it !== event);
      expect(play(left, situation)).toEqual(lost[position] ?? situation.calls);
    });
  });
});

/** The events with those of each moment turned round, and rotated by one. */
function orders(events: readonly PhoneEvent[]): readonly (readonly PhoneEvent[])[] {
  const moments = [...Map.groupBy(events, (event) => event.at).values()];
  return [
    moments.flatMap((moment) => [...moment].reverse()),
    moments.flatMap(([first, ...rest]) => [...rest, ...(first ? [first] : [])]),
  ];
}
