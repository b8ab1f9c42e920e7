import type { Broker } from '../domain/contact.ts';
import { type NumberPlan, type PhoneNumber, parsePhoneNumber } from '../domain/phone-number.ts';
import type { BrokerDirectory } from '../domain/ports.ts';

/** True for a number of the office itself: its main number, or a colleague's. */
export type IsOwnNumber = (number: PhoneNumber) => boolean;

/** Creates the recognition of the office's own numbers, as the CRM lists its users' ones. */
export function createIsOwnNumber(
  brokers: Pick<BrokerDirectory, 'peek'>,
  mainNumber: string | undefined,
  plan: NumberPlan,
): IsOwnNumber {
  let known: readonly Broker[] | undefined;
  let numbers: ReadonlySet<string> = new Set();

  function read(list: readonly Broker[]): ReadonlySet<string> {
    const texts = [mainNumber ?? '', ...list.flatMap((broker) => broker.systemNumbers)];
    return new Set(texts.flatMap((text) => parsePhoneNumber(text, plan)?.e164 ?? []));
  }

  return ({ e164 }) => {
    if (e164 === undefined) return false;
    const list = brokers.peek();
    if (list !== known) numbers = read(list);
    known = list;
    return numbers.has(e164);
  };
}
