import type { QueueTask } from 'backhaul';
import type { Role } from 'backhaul/protocol';
import * as v from 'valibot';
import { JOIN_SPACE, LEAVE_SPACE, membershipContextSchema } from './membership-tasks.ts';

type FailedTask = Extract<QueueTask, { status: 'failed' }>;

/** How it is between this account and a space, as far as this device knows. */
export type Membership =
  /** The server was never asked. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'member'; readonly role: Role }
  /** The server does not name it. */
  | { readonly kind: 'not-a-member' }
  | { readonly kind: 'joining'; readonly taskId: string }
  | { readonly kind: 'leaving'; readonly taskId: string }
  | { readonly kind: 'left' }
  | { readonly kind: 'join-refused'; readonly task: FailedTask }
  | { readonly kind: 'leave-refused'; readonly task: FailedTask };

/** What the server has told of the account's spaces. */
export interface JoinedSpaces {
  /** When, in milliseconds since 1970; nothing when it was never asked. */
  readonly listedAt: number | undefined;
  readonly roles: ReadonlyMap<string, Role>;
  /** Where others have written something that nobody has looked at on this device. */
  readonly unread: ReadonlySet<string>;
}

/** The newest task of each space that joins or leaves it. `tasks` are the oldest first. */
export function membershipTasks(tasks: readonly QueueTask[]): ReadonlyMap<string, QueueTask> {
  return new Map(tasks.flatMap((task) => (isTelling(task) ? [[spaceOfMembership(task), task] as const] : [])));
}

/** Whether a task is to join what was among the account's spaces already: nothing came by it that could be taken back. */
export function joinsAgain({ context }: QueueTask): boolean {
  const parsed = v.safeParse(membershipContextSchema, context);
  return parsed.success && parsed.output.isAgain;
}

/** The space that a task joins, leaves or invites to. */
export function spaceOfMembership({ context }: QueueTask): string {
  const parsed = v.safeParse(membershipContextSchema, context);
  return parsed.success ? parsed.output.space : '';
}

/** Ids of the tasks that have not joined a space yet, but will. */
export function tasksThatJoin(space: string, tasks: readonly QueueTask[]): readonly string[] {
  const isOpen = ({ status }: QueueTask) => status === 'pending' || status === 'processing';
  const joins = (task: QueueTask) => task.taskType === JOIN_SPACE && isOpen(task) && spaceOfMembership(task) === space;
  return tasks.filter(joins).map(({ id }) => id);
}

/** What a task is under way for, or has done, counts before what the server told earlier. */
export function membershipOf(space: string, task: QueueTask | undefined, joined: JoinedSpaces): Membership {
  return (task && told(task, joined.listedAt ?? 0)) ?? listed(space, joined);
}

/** Whether somebody else may read what is written there, now or later. */
export function isWithOthers({ kind }: Membership): boolean {
  return kind === 'member' || kind === 'joining' || kind === 'unknown' || kind === 'leave-refused';
}

/** Whether a space is shown among those of the account: what was not joined is not, nor what is being left. */
export function isShown({ kind }: Membership): boolean {
  return kind !== 'join-refused' && kind !== 'leaving' && kind !== 'left';
}

function listed(space: string, { listedAt, roles }: JoinedSpaces): Membership {
  const role = roles.get(space);
  if (role !== undefined) return { kind: 'member', role };
  return { kind: listedAt === undefined ? 'unknown' : 'not-a-member' };
}

/** Nothing where the server has said more since. */
function told(task: QueueTask, listedAt: number): Membership | undefined {
  const joins = task.taskType === JOIN_SPACE;
  switch (task.status) {
    case 'pending':
    case 'processing':
      return { kind: joins ? 'joining' : 'leaving', taskId: task.id };
    case 'failed':
      if (joins && joinsAgain(task)) return undefined; // What is on this device stays as it was.
      return { kind: joins ? 'join-refused' : 'leave-refused', task };
    case 'completed':
      if (task.processedAt <= listedAt) return undefined;
      if (joins) return { kind: 'member', role: 'member' };
      return { kind: 'left' };
  }
}

/** What was taken back, or replaced, says nothing: what came before it counts. */
function isTelling(task: QueueTask): boolean {
  const leaves = task.taskType === LEAVE_SPACE;
  if (!leaves && task.taskType !== JOIN_SPACE) return false;
  if (task.status !== 'completed' || task.outcome.kind === 'delivered') return true;
  return leaves && (task.outcome.kind === 'moot' || task.outcome.kind === 'annihilated');
}
