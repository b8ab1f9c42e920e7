/** Where a request goes: taken from the address, or somewhere else for tests. */
export type Endpoint = { readonly host: string; readonly port: number };

/** How to send: as which device, to which endpoint, with which certificates (as in node:tls). */
export type GetOptions = {
  readonly userAgent?: string;
  readonly connectTo?: Endpoint;
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
};

/** A GET taken apart, ready for either transport. */
export type GetRequest = {
  readonly secure: boolean;
  readonly endpoint: Endpoint;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: NonNullable<GetOptions['tls']>;
};

/** The answer of either transport. */
export type Exchange = {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
};

/** Longest time the simulated phone waits for an answer; no Snom documentation names one. */
export const REQUEST_TIMEOUT_MS = 10_000;

/** Takes an address apart without changing a byte of its path and query; the fragment stays home. */
export function toRequest(url: string, options: GetOptions): GetRequest {
  const [, scheme, credentials, authority = '', target = ''] =
    /^(https?):\/\/(?:([^@/?#]*)@)?([^/?#]+)([^#]*)/.exec(url) ?? [];
  if (scheme === undefined) throw new Error(`not an http address: ${url}`);
  const { hostname, port } = new URL(`${scheme}://${authority}`);
  const secure = scheme === 'https';
  const endpoint = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (secure ? 443 : 80)),
  };
  return {
    secure,
    endpoint: options.connectTo ?? endpoint,
    target: target.startsWith('/') ? target : `/${target}`,
    headers: {
      Host: authority,
      'User-Agent': options.userAgent ?? 'Mozilla/4.0 (compatible; snom)',
      Accept: 'text/xml, application/xml, text/html, text/plain',
      Connection: 'close',
      ...(credentials === undefined ? {} : { Authorization: basic(credentials) }),
    },
    tls: options.tls ?? {},
  };
}

function basic(credentials: string): string {
  return `Basic ${Buffer.from(decodeURIComponent(credentials)).toString('base64')}`;
}
