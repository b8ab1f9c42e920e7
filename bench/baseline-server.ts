// A server without storage or look-up: answers everything with the bytes it was started with.
import { createServer } from 'node:http';
import express from 'express';

const { KIND, PORT, HEADERS = '{}', BODY = '' } = process.env;
const headers = JSON.parse(HEADERS) as Record<string, string>;

if (KIND === 'express') {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.get('/card', (_request, response) => {
    response.writeHead(200, headers).end(BODY);
  });
  app.listen(Number(PORT), '127.0.0.1');
} else {
  createServer((_request, response) => {
    response.writeHead(200, headers).end(BODY);
  }).listen(Number(PORT), '127.0.0.1');
}
