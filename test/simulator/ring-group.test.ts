import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RingGroupPlan } from '../../src/simulator/ring-group.ts';
import { COMPLETED_ELSEWHERE, ringGroup } from '../../src/simulator/ring-group.ts';
import type { Product } from './product.ts';
import { createTestPhone, startProduct } from './product.ts';

let product: Product;
beforeEach(async () => {
  product = await startProduct();
});
afterEach(() => product.stop());

/** Rings three phones and returns what each of them sent, in order. */
async function ring(plan: RingGroupPlan): Promise<string[][]> {
  const phones = [1, 2, 3].map((digit) =>
    createTestPhone(product, {
      mac: `00041300000${digit}`,
      identity: `2${digit}@pbx.example`,
      newCallId: () => `id-${digit}`,
    }),
  );
  await ringGroup(phones, '0301', plan);
  return phones.map(({ mac }) =>
    product.requests
      .map((target) => new URL(target, product.base))
      .filter(({ searchParams }) => searchParams.get('mac') === mac)
      .map(({ pathname, searchParams }) =>
        [pathname.split('/').at(-1), searchParams.get('call'), searchParams.get('reason')]
          .filter(Boolean)
          .join(' '),
      ),
  );
}

describe('ringGroup', () => {
  it('lets one phone answer and the others miss the call', async () => {
    expect(await ring({ answeredBy: 1 })).toEqual([
      ['incoming id-1', 'disconnected id-1', 'missed id-1'],
      ['incoming id-2', 'connected id-2', 'disconnected id-2'],
      ['incoming id-3', 'disconnected id-3', 'missed id-3'],
    ]);
  });

  it('tells the others that the call was completed elsewhere', async () => {
    const [others] = await ring({ answeredBy: 1, elsewhere: 'with-reason' });
    expect(others).toEqual(['incoming id-1', `disconnected id-1 ${COMPLETED_ELSEWHERE}`]);
  });

  it('gives all phones one Call-ID where the telephone system does', async () => {
    const sent = await ring({ answeredBy: 0, sharedCallId: 'one' });
    expect(sent.map(([first]) => first)).toEqual(['incoming one', 'incoming one', 'incoming one']);
  });

  it('ends on all phones when nobody answers, without a reason', async () => {
    const sent = await ring({ elsewhere: 'with-reason', sharedCallId: 'one' });
    const missed = ['incoming one', 'disconnected one', 'missed one'];
    expect(sent).toEqual([missed, missed, missed]);
  });
});
