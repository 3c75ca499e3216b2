/**
 * Which fields of a collection the tasks carry that this page has enqueued. A task carries everything that the server has
 * not got, and names nothing: what already waited when the page was opened stays unknown.
 */
export class TaskFields {
  #waiting: readonly string[] | undefined;
  #byTask: ReadonlyMap<string, readonly string[]> = new Map();

  /** By the task's id; the same map until something was added. */
  get byTask(): ReadonlyMap<string, readonly string[]> {
    return this.#byTask;
  }

  /** Gives all fields that wait with these; `isDirty` says whether anything of the collection waited before. */
  saving(fields: readonly string[], isDirty: boolean): readonly string[] | undefined {
    const before = isDirty ? this.#waiting : [];
    this.#waiting = before && [...new Set([...before, ...fields])];
    return this.#waiting;
  }

  enqueued(taskIds: readonly string[], fields: readonly string[] | undefined): void {
    if (fields === undefined || taskIds.length === 0) return;
    this.#byTask = new Map([...this.#byTask, ...taskIds.map((id) => [id, fields] as const)]);
  }
}
