/** Something that happened with a contact, as `/v1/activities` lists it. */
export type SandboxActivity = {
  id: number;
  conversation_type: 'note' | 'reminder' | 'event';
  title: string | null;
  body: string | null;
  broker_id: number | null;
  client_ids: number[];
  property_ids: number[];
  project_ids: number[];
  state: 'neutral';
  /** Whether the office called; tasks do not state it. */
  outgoing: boolean | null;
  category_id: number | null;
  /** ISO 8601. */
  created_at: string;
  updated_at: string;
  task_id: number | null;
  /** Only of calls, and only here: where the real CRM shows duration and outcome is not published. */
  sandbox_duration?: string | null;
  sandbox_answered?: boolean;
};

/** A note, to-do or appointment made through `/v1/tasks`; what was not given is missing. */
export type SandboxTask = {
  id: number;
  activity_id: number;
  client_ids: number[];
  broker_id: number | null;
  created_at: string;
  updated_at: string;
  title?: string | null;
  body?: string | null;
  [attribute: string]: unknown;
};
