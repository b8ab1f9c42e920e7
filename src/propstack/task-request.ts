import type { JournalMessage } from '../domain/journal.ts';
import type { CrmRequest } from './client.ts';
import { formatHours } from './duration.ts';

export type TaskSettings = {
  readonly noteTypeId?: number | undefined;
  /** A to-do for the broker instead of a note. */
  readonly isTodo: boolean;
  readonly language: 'de' | 'en';
  readonly timeZone: string;
};

type Words = Readonly<
  Record<
    'in' | 'missed' | 'out' | 'unanswered' | 'begin' | 'duration' | 'number',
    (text: string) => string
  >
>;

/** Titles in the CRM's own words for the calls it books itself. */
const WORDS: Readonly<Record<TaskSettings['language'], Words>> = {
  de: {
    in: (time) => `Eingehender Anruf um ${time}`,
    missed: (time) => `Verpasster Anruf um ${time}`,
    out: (time) => `Ausgehender Anruf um ${time}`,
    unanswered: (time) => `Ausgehender Anruf um ${time}, nicht angenommen`,
    begin: (moment) => `Beginn: ${moment}`,
    duration: (duration) => `Dauer: ${duration}`,
    number: (number) => `Nummer: ${number}`,
  },
  en: {
    in: (time) => `Incoming call at ${time}`,
    missed: (time) => `Missed call at ${time}`,
    out: (time) => `Outgoing call at ${time}`,
    unanswered: (time) => `Outgoing call at ${time}, not answered`,
    begin: (moment) => `Began: ${moment}`,
    duration: (duration) => `Duration: ${duration}`,
    number: (number) => `Number: ${number}`,
  },
};

/**
 * The call as a note (or to-do) at its contact; its broker is the agent's, if known:
 * https://docs.propstack.de/reference/task
 */
export function toTaskRequest(message: JournalMessage, settings: TaskSettings): CrmRequest {
  const words = WORDS[settings.language];
  const time = formatTime(message.startedAt, settings);
  const lines = [
    // With its day: an entry may be days late.
    words.begin(`${formatDay(message.startedAt, settings)}, ${time}`),
    words.duration(formatHours(message.durationSeconds)),
    words.number(message.number),
  ];
  const task = {
    title: words[kindOf(message)](time),
    body: `<p>${lines.map(escapeHtml).join('<br>')}</p>`,
    client_ids: message.contactId === undefined ? [] : [message.contactId],
    ...(message.agentBrokerId !== undefined && { broker_id: message.agentBrokerId }),
    ...(settings.noteTypeId !== undefined && { note_type_id: settings.noteTypeId }),
    ...(settings.isTodo && { is_reminder: true }),
  };
  return { method: 'POST', path: '/tasks', json: { task } };
}

function kindOf({ direction, isAnswered }: JournalMessage): 'in' | 'missed' | 'out' | 'unanswered' {
  if (direction === 'in') return isAnswered ? 'in' : 'missed';
  return isAnswered ? 'out' : 'unanswered';
}

function formatTime(time: number, { timeZone }: TaskSettings): string {
  const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  return new Intl.DateTimeFormat('de-DE', options).format(time);
}

function formatDay(time: number, { timeZone }: TaskSettings): string {
  const options = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone } as const;
  return new Intl.DateTimeFormat('de-DE', options).format(time);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
