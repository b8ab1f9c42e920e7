import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Log } from '../domain/ports.ts';
import { readPhoneId } from '../snom/action-url.ts';
import type { PageContext } from '../snom/directory-pages.ts';
import { toMessagePage } from '../snom/directory-pages.ts';
import { listPhoneSettings, toSettingsXml } from '../snom/phone-settings.ts';
import type { CallerPages } from './caller-pages.ts';
import type { DirectoryPages } from './directory-endpoint.ts';
import { clientAddress, type Door } from './door.ts';
import type { EventEndpoint } from './event-endpoint.ts';
import { readRawQuery } from './raw-query.ts';
import { type PhoneReply, sendReply } from './reply.ts';

type Context = Omit<PageContext, 'mac'>;

/** Creates the addresses below `/snom`. What is not here, or not for this caller, is a 404. */
export function createPhoneRoutes(ports: {
  readonly door: Door;
  readonly endpoint: EventEndpoint;
  readonly callerPages: CallerPages;
  readonly directoryPages: DirectoryPages;
  readonly context: Context;
  readonly log: Log;
}): Router {
  const { door, callerPages, directoryPages, context } = ports;
  const router = express.Router({ strict: true, caseSensitive: true });

  router.use('/:token', (request, _response, next) => {
    const isKnownMethod = request.method === 'GET' || request.method === 'POST';
    const isWelcome = door.isNear(clientAddress(request)) && door.hasToken(request.params['token']);
    next(isWelcome && isKnownMethod ? undefined : 'router');
  });

  router.all('/:token/call/:event', async (request, response, next) => {
    const reply = await ports.endpoint({
      type: request.params['event'] ?? '',
      target: request.originalUrl,
      address: clientAddress(request),
      userAgent: request.get('user-agent'),
    });
    if (reply) sendReply(response, reply);
    else next('router');
  });

  const page = (answer: (asked: PageRequest) => Promise<PhoneReply>): RequestHandler => {
    return async (request, response) => {
      const asked = readPageRequest(request);
      await answer(asked).then(
        (reply) => sendReply(response, reply),
        (error: unknown) => sendFailure(response, error, asked),
      );
    };
  };

  function sendFailure(response: Response, error: unknown, { mac }: PageRequest): void {
    ports.log.error({ error: String(error) }, 'phone page failed');
    const reply = toMessagePage(context.messages.error, { ...context, mac });
    sendReply(response, { status: 200, page: reply });
  }

  router.get(
    '/:token/card/:leg',
    page(({ params }) => callerPages.answerCard(String(params['leg']))),
  );
  router.get(
    '/:token/directory',
    page(async ({ mac }) => directoryPages.entry(mac)),
  );
  router.get(
    '/:token/directory/search',
    page(({ query, mac }) => directoryPages.search(query.get('q'), query.get('page'), mac)),
  );
  router.get('/:token/contacts/:id', (request, response, next) => {
    if (!/^\d{1,15}$/.test(request.params.id)) return next('router');
    const handler = page(({ mac }) => directoryPages.contact(Number(request.params.id), mac));
    return handler(request, response, next);
  });
  router.get(
    '/:token/calls',
    page(({ query, mac, phone }) =>
      directoryPages.calls(query.get('list'), query.get('page'), { phone, mac }),
    ),
  );
  router.get('/:token/settings.xml', (_request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/xml; charset=utf-8',
      'Cache-Control': 'no-store',
    });
    response.end(toSettingsXml(listPhoneSettings(context.addresses)));
  });
  return router;
}

type PageRequest = {
  readonly params: Readonly<Record<string, string | string[]>>;
  readonly query: ReadonlyMap<string, string>;
  /** Set when the phone named it in the form that addresses carry on. */
  readonly mac?: string;
  readonly phone: string;
};

function readPageRequest(request: Request): PageRequest {
  const query = readRawQuery(request.originalUrl);
  const phone = readPhoneId(query.get('mac'), clientAddress(request));
  return { params: request.params, query, phone, ...(!phone.startsWith('ip:') && { mac: phone }) };
}
