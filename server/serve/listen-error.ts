/** What a server listens on, and how a person can have it changed. */
export interface Address {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** `--port (or PORT)` and `--host (or HOST)` unless told. */
  readonly told?: { readonly port: string; readonly host: string };
}

/** The port cannot be had; `message` says for a person why, and what to do. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code = 'cannot-listen';
}

export function listenError(cause: NodeJS.ErrnoException, address: Address): ListenError {
  return new ListenError(explain(cause.code, address), { cause });
}

function explain(code: string | undefined, { host, port, told }: Address): string {
  const { port: portOption, host: hostOption } = told ?? { port: '--port (or PORT)', host: '--host (or HOST)' };
  const [portFlag, hostFlag] = [portOption, hostOption].map((option) => option.split(' ', 1)[0]);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken: choose another with ${portOption}, for example ${portFlag} ${port === 65535 ? port - 1 : port + 1}, or ${portFlag} 0 for any free one.`;
    case 'EACCES':
      return `Port ${port} needs rights that this user does not have: choose one from 1024 on with ${portOption}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine: choose one with ${hostOption}, for example ${hostFlag} 127.0.0.1.`;
    default:
      return `Port ${port} on ${host} cannot be listened on (${code ?? 'no reason given'}).`;
  }
}
