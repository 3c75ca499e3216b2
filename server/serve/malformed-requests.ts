import type { Server } from 'node:http';
import { Socket } from 'node:net';
import type { ProblemCode } from '../../src/protocol/index.ts';
import { problemAnswer, type Refusal, refuse } from '../handler/refusal.ts';

/** Takes what is refused before it is a request of the handler's, with the client's IP address. */
export type TellRefused = (code: ProblemCode, address: string | undefined) => void;

/** Has what never becomes a request answered with a problem, where that is still possible, and its connection closed. */
export function refuseMalformed(server: Server, isAnswering: (socket: Socket) => boolean, tell: TellRefused): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const refusal = refusalFor(error.code ?? '');
    if (refusal === undefined || !socket.writable || !(socket instanceof Socket) || isAnswering(socket)) {
      socket.destroy();
      return;
    }
    tell(refusal.problem.code, socket.remoteAddress);
    socket.end(answerText(refusal), () => socket.destroy());
  });
}

/** Nothing for a client that has gone. */
function refusalFor(code: string): Refusal | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return refuse('headers-too-slow', 408, 'The request comes too slowly.', 'Try again with a better connection.');
  }
  if (code.startsWith('HPE_')) return malformedRequest();
  return undefined;
}

export function malformedRequest(): Refusal {
  return refuse('malformed-request', 400, 'This is no request of HTTP/1.1.');
}

export function headersTooLarge(): Refusal {
  return refuse('headers-too-large', 431, 'The headers are too many, or too large.');
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

function answerText(refusal: Refusal): string {
  const { status, headers, body } = problemAnswer(refusal);
  const lines = Object.entries({ ...headers, 'Content-Length': `${body.byteLength}`, Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} ${REASONS[status]}\r\n${head}\r\n${new TextDecoder().decode(body)}`;
}
