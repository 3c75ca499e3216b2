export interface ToastAction {
  readonly words: string;
  readonly perform: () => void;
}

/** What a toast offers to do. */
export interface ToastData {
  readonly actions: readonly ToastAction[];
}
