const NAMED =
  'ENTER CANCEL UP DOWN LEFT RIGHT OFFHOOK ONHOOK SPEAKER HEADSET HEADSET_OFFHOOK REDIAL TRANSFER ' +
  'CONFERENCE RECALL HELP REC SNOM DND F_MUTE F_UP F_DOWN F_LEFT F_RIGHT F_REDIAL F_CANCEL F_DND ' +
  'F_OK F_HOLD F_TRANSFER F_CONFERENCE F_DETAILS F_DELETE F_CLEAR F_ABORT';
const BROWSER = 'SELECT EXIT UPDATE SEARCH CANCEL BACK DIAL EDIT_DIAL EDIT_NEXT';
const KEYS = new Set([
  ...'F1 F2 F3 F4 0 1 2 3 4 5 6 7 8 9 * #'.split(' '),
  ...NAMED.split(' '),
  ...BROWSER.split(' ').map((name) => `F_MINIBROWSER_${name}`),
]);
const ANSWER = ['ENTER', 'OFFHOOK', 'SPEAKER', 'HEADSET', 'HEADSET_OFFHOOK', 'F_OK'];
const END = ['CANCEL', 'ONHOOK', 'F_CANCEL', 'F_ABORT'];

/** Whether a page may name this key. */
export function isKey(name: string): boolean {
  return KEYS.has(name);
}

/** What a key does to a call when it reaches the telephone: answer, end, or nothing. */
export function callEffect(key: string): 'answer' | 'end' | undefined {
  if (ANSWER.includes(key)) return 'answer';
  return END.includes(key) ? 'end' : undefined;
}
