import type { Member, SpaceId } from 'backhaul/protocol';
import { type ReactNode, useEffect, useState } from 'react';
import { useFormat } from '../../format/use-format.ts';
import { NotToldError } from '../../membership/read-membership.ts';
import { useModel } from '../../provider/AppProvider.tsx';
import { aboutWords } from './words.ts';

type Read =
  | { readonly kind: 'reading' }
  | { readonly kind: 'not-read'; readonly why: string }
  | { readonly kind: 'read'; readonly members: readonly NamedMember[] };

interface NamedMember extends Member {
  /** What they called themselves in what they wrote; nothing where this device has nothing of theirs. */
  readonly name: string | undefined;
}

/** Who is in the space, whoever has been there longest first. */
export function Members({ space }: { readonly space: SpaceId }): ReactNode {
  const read = useMembers(space);
  const format = useFormat();
  const { account } = useModel();
  return (
    <section className="members">
      <h3>{aboutWords.members}</h3>
      {read.kind === 'reading' && <p className="quiet">{aboutWords.reading}</p>}
      {read.kind === 'not-read' && <p className="quiet">{read.why}</p>}
      {read.kind === 'read' && (
        <ul>
          {read.members.map((member) => (
            <li key={member.account} className="member">
              <bdi>{member.account === account ? aboutWords.you : (member.name ?? shortForm(member.account))}</bdi>
              <span className="quiet label">
                {aboutWords.roles[member.role]} · {format.date(member.joinedAt)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function useMembers(space: SpaceId): Read {
  const model = useModel();
  const [read, setRead] = useState<Read>({ kind: 'reading' });
  useEffect(() => {
    let isCurrent = true;
    const load = async (): Promise<Read> => {
      const { messages, membersOf } = await model.conversations();
      const [members, conversation] = await Promise.all([membersOf(space), messages.read(space)]);
      const names = new Map(
        conversation.messages.flatMap(({ author, content }) =>
          content.kind === 'sealed' || content.name === '' ? [] : [[author, content.name] as const],
        ),
      );
      return { kind: 'read', members: members.map((member) => ({ ...member, name: names.get(member.account) })) };
    };
    load()
      .catch((error: unknown): Read => ({ kind: 'not-read', why: whyNotRead(error) }))
      .then((result) => {
        if (isCurrent) setRead(result);
      });
    return () => {
      isCurrent = false;
    };
  }, [model, space]);
  return read;
}

/** The server names the members of a space to them alone. */
function whyNotRead(error: unknown): string {
  return error instanceof NotToldError && error.status === 403 ? aboutWords.notAMember : aboutWords.notRead;
}

function shortForm(account: string): string {
  return account.slice(0, 8);
}
