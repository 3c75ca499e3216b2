/** Numbers in place of ids: the same id has the same one throughout a bundle. */
export class Pseudonyms {
  readonly #kind: string;
  readonly #names = new Map<string, string>();

  constructor(kind: string) {
    this.#kind = kind;
  }

  of(id: string): string {
    const name = this.#names.get(id) ?? `${this.#kind}-${this.#names.size + 1}`;
    this.#names.set(id, name);
    return name;
  }
}
