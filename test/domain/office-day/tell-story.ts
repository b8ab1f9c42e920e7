import { createTeller, type Plan, type Story, type Teller } from './story.ts';

/** What happens in a story, what its phones tell of it, and what the books must say. */
export function tellStory(plan: Plan, story: number): Story {
  const teller = createTeller(plan, story);
  switch (plan.kind) {
    case 'single':
    case 'held':
      return single(plan, teller);
    case 'group':
      return group(plan, teller);
    case 'hunting':
      return hunting(plan, teller);
    case 'blind':
    case 'blind-group':
    case 'returned':
      return blind(plan, teller);
    case 'attended':
      return attended(plan, teller);
    case 'internal':
      return internal(plan, teller);
    case 'deflected':
      return deflected(plan, teller);
    case 'picked-up':
      return pickedUp(plan, teller);
    case 'parked':
      return parked(plan, teller);
  }
}

function single(plan: Plan, { tell, answered, unanswered, finish }: Teller): Story {
  const [phone = 1] = plan.phones;
  const { startAt, ringMs, talkMs, isOut, isAnswered } = plan;
  const direction = isOut ? 'out' : 'in';
  const answerAt = startAt + ringMs;
  // `outgoing` alone tells who called whom; of an unanswered call it tells that there was one.
  tell(isOut ? 'outgoing' : 'incoming', startAt, phone, { ifLost: isOut ? 'unknown' : 'same' });
  if (!isAnswered) {
    // A hang-up that is lost makes it ring on, which ends by the time-out.
    tell('disconnected', answerAt, phone);
    if (!isOut) tell('missed', answerAt + 100, phone);
    unanswered(direction);
    return finish();
  }
  const endAt = answerAt + talkMs;
  const isHeld = plan.kind === 'held';
  // Without `connected` a conversation looks like a call that nobody answered, unless it was held.
  tell('connected', answerAt, phone, { ifLost: isHeld ? 'duration' : 'unknown' });
  if (isHeld) {
    tell('hold', answerAt + talkMs / 3, phone);
    tell('unhold', answerAt + talkMs / 2, phone);
  }
  tell('disconnected', endAt, phone, { ifLost: 'duration' });
  answered(direction, phone, answerAt, endAt);
  return finish(endAt);
}

function group(plan: Plan, teller: Teller): Story {
  const { tell, answered, unanswered, finish } = teller;
  const { startAt, ringMs, talkMs, stepMs, isAnswered, hasReason } = plan;
  const phones = plan.phones.slice(0, plan.size);
  const answerAt = startAt + stepMs * phones.length + ringMs;
  phones.forEach((phone, index) => {
    tell('incoming', startAt + stepMs * index, phone);
  });
  const [taker = 1, ...others] = phones;
  if (isAnswered) tell('connected', answerAt, taker, { ifLost: 'unknown' });
  (isAnswered ? others : phones).forEach((phone, index) => {
    const at = answerAt + stepMs * (index + 1);
    const ifLost = !isAnswered && hasReason ? 'rings-on' : 'same';
    tell('disconnected', at, phone, { reason: hasReason, ifLost });
    if (!hasReason) tell('missed', at + 50, phone);
  });
  if (!isAnswered) {
    if (!hasReason) unanswered('in');
    return finish();
  }
  tell('disconnected', answerAt + talkMs, taker, { ifLost: 'duration' });
  answered('in', taker, answerAt, answerAt + talkMs);
  return finish(answerAt + talkMs);
}

function hunting(plan: Plan, teller: Teller): Story {
  const { tell, answered, unanswered, finish } = teller;
  const { ringMs, talkMs, stepMs, isAnswered } = plan;
  const phones = plan.phones.slice(0, plan.size);
  let at = plan.startAt;
  for (const [index, phone] of phones.entries()) {
    // A link of the chain: what comes after it is too far from what came before.
    tell('incoming', at, phone, { ifLost: 'unknown' });
    at += ringMs;
    if (isAnswered && index === phones.length - 1) {
      tell('connected', at, phone, { ifLost: 'unknown' });
      tell('disconnected', at + talkMs, phone, { ifLost: 'duration' });
      answered('in', phone, at, at + talkMs);
      return finish(at + talkMs);
    }
    tell('disconnected', at, phone, { ifLost: 'rings-on' });
    at += stepMs;
  }
  unanswered('in');
  return finish();
}

/** The first phone talks and hands over; its agent's part is the truth so far. */
function talkFirst(plan: Plan, { tell, answered }: Teller, freeAt: number, endAt: number): void {
  const [giver = 1] = plan.phones;
  const answerAt = plan.startAt + plan.ringMs;
  tell(plan.isOut ? 'outgoing' : 'incoming', plan.startAt, giver, {
    ifLost: plan.isOut ? 'unknown' : 'same',
  });
  tell('connected', answerAt, giver, { ifLost: plan.kind === 'attended' ? 'duration' : 'unknown' });
  tell('disconnected', endAt, giver, { ifLost: 'duration' });
  answered(plan.isOut ? 'out' : 'in', giver, answerAt, endAt);
  if (plan.kind === 'attended') return;
  tell('transfer', freeAt, giver);
  tell('blind-transfer', freeAt + plan.stepMs, giver);
}

function blind(plan: Plan, teller: Teller): Story {
  const { tell, answered, finish } = teller;
  const { ringMs, talkMs, stepMs, isMasked, kind } = plan;
  const [giver = 1, ...rest] = plan.phones;
  const targets = rest.slice(0, kind === 'blind-group' ? plan.size : 1);
  const handAt = plan.startAt + ringMs + talkMs;
  talkFirst(plan, teller, handAt, handAt + 2 * stepMs + 1);
  const remote = isMasked ? giver : undefined;
  const shown = { leg: 'b', ...(remote !== undefined && { remote }) };
  const ringAt = handAt + 3 * stepMs;
  // What comes back is known by the target it comes back from.
  const ifLost = kind === 'returned' ? 'unknown' : 'same';
  for (const phone of targets) tell('incoming', ringAt, phone, { ...shown, ifLost });
  const answerAt = ringAt + ringMs;
  const direction = plan.isOut ? 'out' : 'in';
  if (kind === 'returned') {
    for (const phone of targets)
      tell('disconnected', answerAt, phone, { ...shown, ifLost: 'rings-on' });
    const back = answerAt + stepMs;
    tell('incoming', back, giver, { leg: 'r', ifLost: 'unknown' });
    tell('connected', back + ringMs, giver, { leg: 'r', ifLost: 'unknown' });
    tell('disconnected', back + ringMs + talkMs, giver, { leg: 'r', ifLost: 'duration' });
    answered(direction, giver, back + ringMs, back + ringMs + talkMs);
    return finish(back + ringMs + talkMs);
  }
  const [taker = 2, ...others] = targets;
  if (plan.isAnswered) {
    tell('connected', answerAt, taker, { ...shown, ifLost: 'unknown' });
    tell('disconnected', answerAt + talkMs, taker, { ...shown, ifLost: 'duration' });
    answered(direction, taker, answerAt, answerAt + talkMs);
  }
  for (const phone of plan.isAnswered ? others : targets) {
    // `missed` says it again; not every phone is set up to send it.
    tell('disconnected', answerAt + stepMs, phone, { ...shown, ifLost: 'rings-on' });
    if (!plan.isAnswered && plan.hasReason) tell('missed', answerAt + stepMs + 50, phone, shown);
  }
  return finish(plan.isAnswered ? answerAt + talkMs : undefined);
}

function attended(plan: Plan, teller: Teller): Story {
  const { tell, answered, finish } = teller;
  const { ringMs, talkMs, stepMs, receipt } = plan;
  const [giver = 1, taker = 2] = plan.phones;
  const askAt = plan.startAt + ringMs + talkMs;
  const answerAt = askAt + 500 + ringMs;
  const handAt = answerAt + talkMs;
  const endAt = handAt + 3 * stepMs + 1 + talkMs;
  const asking = { leg: 'c', remote: taker };
  const asked = { leg: 'c', remote: giver };
  talkFirst(plan, teller, handAt, handAt + 2 * stepMs + 2);
  tell('hold', askAt, giver);
  tell('outgoing', askAt + 500, giver, asking);
  tell('incoming', askAt + 500 + stepMs, taker, asked);
  tell('connected', answerAt, giver, asking);
  tell('connected', answerAt, taker, asked);
  tell('transfer', handAt, giver);
  tell('attended-transfer', handAt + 1, giver, { ifLost: 'about' });
  tell('disconnected', handAt + stepMs + 2, giver, asking);
  const isRenamed = receipt === 'new-id' && plan.ids !== 'none';
  if (receipt !== 'none') {
    tell('received-attended-transfer', handAt + stepMs + 1, taker, {
      leg: isRenamed ? 'd' : 'c',
      ifLost: isRenamed ? 'unknown' : 'same',
    });
  }
  if (isRenamed) tell('disconnected', handAt + stepMs + 3, taker, asked);
  const end = isRenamed ? { leg: 'd' } : asked;
  tell('disconnected', endAt, taker, { ...end, ifLost: 'duration' });
  answered(plan.isOut ? 'out' : 'in', taker, handAt + 1, endAt);
  return finish(endAt);
}

/** Whatever is lost of it, it stays a matter between colleagues. */
function internal(plan: Plan, { tell, finish }: Teller): Story {
  const { startAt, ringMs, talkMs, stepMs } = plan;
  const [caller = 1, called = 2] = plan.phones;
  const calling = { leg: 'c', remote: called };
  const ringing = { leg: 'c', remote: caller };
  const answerAt = startAt + ringMs;
  const endAt = plan.isAnswered ? answerAt + talkMs : answerAt;
  tell('outgoing', startAt, caller, calling);
  tell('incoming', startAt + stepMs, called, ringing);
  if (plan.isAnswered) {
    tell('connected', answerAt, called, ringing);
    tell('connected', answerAt + stepMs, caller, calling);
  }
  tell('disconnected', endAt + stepMs, caller, calling);
  tell('disconnected', endAt + 2 * stepMs, called, ringing);
  return finish();
}

/** A phone passes on what rings there; nobody has talked yet. */
function deflected(plan: Plan, { tell, answered, unanswered, finish }: Teller): Story {
  const [first = 1, second = 2] = plan.phones;
  const { startAt, ringMs, talkMs, stepMs } = plan;
  const passAt = startAt + ringMs;
  const answerAt = passAt + 3 * stepMs + ringMs;
  tell('incoming', startAt, first);
  tell('transfer', passAt, first);
  tell('blind-transfer', passAt + stepMs, first);
  tell('disconnected', passAt + 2 * stepMs, first, { ifLost: 'rings-on' });
  // A link of the chain, as in hunting.
  tell('incoming', passAt + 3 * stepMs, second, { leg: 'b', ifLost: 'unknown' });
  if (!plan.isAnswered) {
    tell('disconnected', answerAt, second, { leg: 'b', ifLost: 'rings-on' });
    unanswered('in');
    return finish();
  }
  tell('connected', answerAt, second, { leg: 'b', ifLost: 'unknown' });
  tell('disconnected', answerAt + talkMs, second, { leg: 'b', ifLost: 'duration' });
  answered('in', second, answerAt, answerAt + talkMs);
  return finish(answerAt + talkMs);
}

/** A colleague takes a ringing call with a feature code. */
function pickedUp(plan: Plan, { tell, answered, finish }: Teller): Story {
  const [rung = 1, taker = 2] = plan.phones;
  const { startAt, ringMs, talkMs, stepMs } = plan;
  const codeAt = startAt + ringMs;
  const answerAt = codeAt + 500;
  tell('incoming', startAt, rung);
  tell('outgoing', codeAt, taker, { leg: 'p', remote: '*8' });
  tell('connected', answerAt, taker, { leg: 'p', ifLost: 'unknown' });
  tell('disconnected', answerAt + stepMs, rung);
  tell('disconnected', answerAt + talkMs, taker, { leg: 'p', ifLost: 'duration' });
  answered('in', taker, answerAt, answerAt + talkMs);
  return finish(answerAt + talkMs);
}

/** A customer is parked, and another agent retrieves him. */
function parked(plan: Plan, teller: Teller): Story {
  const { tell, answered, finish } = teller;
  const [, taker = 2] = plan.phones;
  const { ringMs, talkMs, stepMs, isOut } = plan;
  const parkAt = plan.startAt + ringMs + talkMs;
  const answerAt = parkAt + 2 * ringMs + talkMs + 500;
  talkFirst(plan, teller, parkAt, parkAt + 2 * stepMs + 1);
  // Long after the parking nothing but the code tells that the call is no new one.
  tell('outgoing', answerAt - 500, taker, {
    leg: 'p',
    remote: '*7',
    ifLost: isOut ? 'unknown' : 'same',
  });
  tell('connected', answerAt, taker, { leg: 'p', ifLost: 'unknown' });
  tell('disconnected', answerAt + talkMs, taker, { leg: 'p', ifLost: 'duration' });
  answered(isOut ? 'out' : 'in', taker, answerAt, answerAt + talkMs);
  return finish(answerAt + talkMs);
}
