import type { StandardSchemaV1 } from '@standard-schema/spec';
import { defineTask } from 'backhaul';
import { type Note, noteRequest } from './note.ts';

/** Anything is a note: the lab tests the outbox, not a validator. */
const noteSchema: StandardSchemaV1<Note, Note> = {
  '~standard': { version: 1, vendor: 'lab', validate: (value) => ({ value: value as Note }) },
};

/** Tasks as a version of an app defines them; `server` is where its API is. */
export function labTasks(server: string, version: number) {
  const request = (note: Note) => noteRequest(server, note);
  const orderingKey = ({ lane }: Note) => lane ?? null;
  const common = { context: noteSchema, version, request, orderingKey };
  return {
    save: defineTask({ ...common, type: 'save', creates: ({ id }) => id }),
    remove: defineTask({ ...common, type: 'remove', annihilates: ({ id }) => id }),
  };
}
