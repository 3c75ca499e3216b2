/** Names and values; `bench/README.md` says what each name means. */
export type Figures = Readonly<Record<string, number>>;

export interface BenchOptions {
  /** How many tasks instead of the usual number: for trying a bench, not for its figures. */
  readonly tasks?: number;
}
