/** Wakes one who waits. What rings while nobody waits is heard by the next who does, at once. */
export class Bell {
  #isRung = false;
  #wake: () => void = () => undefined;

  ring(): void {
    this.#isRung = true;
    this.#wake();
  }

  /** Whether it rings within so many milliseconds. One call at a time. */
  async heard(within: number): Promise<boolean> {
    if (!this.#isRung) await this.#woken(within);
    const isRung = this.#isRung;
    this.#isRung = false;
    return isRung;
  }

  #woken(within: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, within);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
