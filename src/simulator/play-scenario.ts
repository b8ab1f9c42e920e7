import type { PhoneAnswer } from './http-get.ts';
import type { PhoneCall } from './phone-call.ts';
import type { PhoneEventName } from './phone-events.ts';
import { isHookEvent } from './phone-events.ts';
import type { Scenario, ScenarioStep } from './scenarios.ts';
import type { SnomPhone } from './snom-phone.ts';

/** An event of a scenario and its answer; no answer when a page kept the call from being taken. */
export type PlayedStep = { readonly event: PhoneEventName; readonly answer?: PhoneAnswer };

/**
 * Plays a call on a phone, in the phone's time, and returns what was sent.
 *
 * A ringing call is taken by lifting the handset, so a page that takes the key keeps it ringing.
 * Hook events are left out when the settings have no address for them, as on a real phone.
 */
export async function playScenario(phone: SnomPhone, scenario: Scenario): Promise<PlayedStep[]> {
  const { direction, remote, name, callId, consulted = '' } = scenario;
  const details = { name, ...(callId !== undefined && { callId }) };
  const legs = {
    first: phone.newCall(direction, remote, details),
    second: phone.newCall('out', consulted),
  };
  const played: PlayedStep[] = [];
  for (const step of scenario.steps) {
    await phone.passTime(step.afterMs);
    if (isHookEvent(step.event) && !phone.reports(step.event)) continue;
    const answer = await playStep(phone, step, legs[step.leg ?? 'first']);
    played.push({ event: step.event, ...(answer && { answer }) });
  }
  return played;
}

function playStep(
  phone: SnomPhone,
  { event, reason = '' }: ScenarioStep,
  call: PhoneCall,
): Promise<PhoneAnswer | undefined> {
  if (event === 'setup') return phone.setup();
  if (event === 'connected' && phone.isRinging(call)) return phone.pressAnswer();
  return phone.send(event, call, reason);
}
