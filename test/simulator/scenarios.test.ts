import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPhoneSettings } from '../../src/simulator/phone-settings.ts';
import { playScenario } from '../../src/simulator/play-scenario.ts';
import type { Scenario } from '../../src/simulator/scenarios.ts';
import {
  answered,
  held,
  missed,
  outgoingAnswered,
  outgoingUnanswered,
  rebooted,
  rejected,
  rejectedSilently,
  transferred,
} from '../../src/simulator/scenarios.ts';
import type { Product } from './product.ts';
import { createTestPhone, startProduct } from './product.ts';

const plan = { remote: '0301', ringMs: 1_000, talkMs: 3_000 };
const orderOf = ({ steps }: Scenario) =>
  steps.map(({ event, afterMs, leg }) => `${event}${leg ? '/2' : ''}@${afterMs}`).join(' ');

describe('scenarios', () => {
  it.each([
    ['an answered call', answered(plan), 'incoming@0 connected@1000 disconnected@3000'],
    [
      'a call answered with the handset',
      answered({ ...plan, by: 'handset' }),
      'incoming@0 offhook@1000 connected@200 onhook@3000 disconnected@200',
    ],
    ['a missed call', missed(plan), 'incoming@0 disconnected@1000 missed@100'],
    ['a declined call', rejected(plan), 'incoming@0 disconnected@1000 disconnected@2000'],
    ['a call declined without a word', rejectedSilently(plan), 'incoming@0'],
    ['a call from here', outgoingAnswered(plan), 'outgoing@0 connected@1000 disconnected@3000'],
    [
      'a call from here with the handset',
      outgoingAnswered({ ...plan, by: 'handset' }),
      'offhook@0 outgoing@200 connected@1000 onhook@3000 disconnected@200',
    ],
    ['a call from here nobody takes', outgoingUnanswered(plan), 'outgoing@0 disconnected@1000'],
    [
      'a call on hold',
      held(plan),
      'incoming@0 connected@1000 hold@1000 unhold@1000 disconnected@1000',
    ],
    [
      'a blind transfer',
      transferred({ ...plan, kind: 'blind', to: '22' }),
      'incoming@0 connected@1000 transfer@1500 blind-transfer@200 disconnected@200',
    ],
    [
      'an attended transfer',
      transferred({ ...plan, kind: 'attended', to: '22' }),
      'incoming@0 connected@1000 hold@1500 outgoing/2@200 connected/2@1000 transfer@1500 ' +
        'attended-transfer@200 disconnected/2@200 disconnected@200',
    ],
    ['a phone that reboots', rebooted(plan), 'incoming@0 connected@1000 setup@3000'],
  ])('%s has the observed order', (_what, scenario, order) => {
    expect(orderOf(scenario)).toBe(order);
  });
});

describe('playScenario', () => {
  let product: Product;
  beforeEach(async () => {
    product = await startProduct();
  });
  afterEach(() => product.stop());

  const sent = () =>
    product.requests.map((target) => {
      const { pathname, searchParams } = new URL(target, product.base);
      return `${pathname.split('/').at(-1)} ${searchParams.get('call')} ${searchParams.get('remote')}`;
    });

  it('sends the events of one call in the time of the phone', async () => {
    const waits: number[] = [];
    const phone = createTestPhone(product, { wait: async (ms) => void waits.push(ms) });
    const played = await playScenario(phone, answered(plan));
    expect(sent()).toEqual([
      'incoming call-1 0301@pbx.example',
      'connected call-1 0301@pbx.example',
      'disconnected call-1 0301@pbx.example',
    ]);
    expect(waits).toEqual([1_000, 3_000]);
    expect(played.map(({ event, answer }) => `${event} ${answer?.status}`)).toEqual([
      'incoming 200',
      'connected 200',
      'disconnected 200',
    ]);
  });

  it('gives the consultation a Call-ID of its own', async () => {
    const ids = ['first', 'second'];
    const phone = createTestPhone(product, { newCallId: () => ids.shift() ?? '' });
    await playScenario(phone, transferred({ ...plan, kind: 'attended', to: '22' }));
    expect(sent()).toEqual([
      'incoming first 0301@pbx.example',
      'connected first 0301@pbx.example',
      'hold first 0301@pbx.example',
      'outgoing second 22@pbx.example',
      'connected second 22@pbx.example',
      'transfer first 0301@pbx.example',
      'attended-transfer first 0301@pbx.example',
      'disconnected second 22@pbx.example',
      'disconnected first 0301@pbx.example',
    ]);
  });

  it('leaves the call ringing when the page takes the key', async () => {
    product.answers.set(
      '/snom/TOKEN/call/incoming',
      '<SnomIPPhoneText><Title>Card</Title></SnomIPPhoneText>',
    );
    const phone = createTestPhone(product);
    const played = await playScenario(phone, answered(plan));
    expect(product.paths().map((path) => path.split('/').at(-1))).toEqual([
      'incoming',
      'disconnected',
    ]);
    expect(played[1]).toEqual({ event: 'connected' });
    expect(phone.blockedKeys).toEqual(['OFFHOOK']);
  });

  it('reports the handset only where the settings have an address for it', async () => {
    const handset = answered({ ...plan, by: 'handset' });
    await playScenario(createTestPhone(product), handset);
    expect(product.requests).toHaveLength(3);
    const hooks = ['offhook', 'onhook'].map(
      (hook) => `<action_${hook}_url>${product.base}/call/${hook}</action_${hook}_url>`,
    );
    const xml = product
      .settings()
      .replace('</phone-settings>', `${hooks.join('')}</phone-settings>`);
    await playScenario(createTestPhone(product, { settings: readPhoneSettings(xml) }), handset);
    expect(
      product
        .paths()
        .slice(3)
        .map((path) => path.split('/').at(-1)),
    ).toEqual(['incoming', 'offhook', 'connected', 'onhook', 'disconnected']);
  });

  it('boots the phone in mid-call', async () => {
    const phone = createTestPhone(product);
    await playScenario(phone, rebooted(plan));
    expect(sent().at(-1)).toBe('setup  ');
    expect(phone.display().call).toBeUndefined();
  });
});
