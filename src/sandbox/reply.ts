/** An answer before it is sent; `headers` come on top of type, length and date. */
export type Reply = {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** A request that is not carried out; becomes the error body `{"errors": …}`. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, errors: readonly string[] | Record<string, readonly string[]>) {
    super(JSON.stringify(errors));
    this.reply = createJson(status, { errors });
  }
}

/** An answer with a JSON body. */
export function createJson(status: number, value: unknown): Reply {
  return {
    status,
    contentType: 'application/json; charset=utf-8',
    text: JSON.stringify(value) ?? 'null',
  };
}

/** An answer with a page for people. */
export function createHtml(status: number, title: string): Reply {
  const text = `<!DOCTYPE html><html lang="de"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, contentType: 'text/html; charset=utf-8', text };
}

/** The redirect to the login page that the CRM gives for every address it does not know. */
export function createLoginRedirect(): Reply {
  return { ...createHtml(302, 'Anmelden'), headers: { Location: '/app' } };
}

/** What a record with an unknown id is answered with. */
export function refuseUnknownId(model: 'Client' | 'Activity' | 'Task', id: string): Refusal {
  return new Refusal(404, [`${model} mit der id=${id} konnte nicht gefunden werden.`]);
}

/** What a wrong key and a key without the needed right are answered with, both the same. */
export function refuseKey(): Refusal {
  return new Refusal(401, ['Der API-Key verfügt nicht über ausreichende Rechte.']);
}
