/**
 * The wait before a retry is a throw of the dice, up to five minutes: loaded ones keep it under eight seconds. Worker and
 * page both load them, since a page that hears nothing of its worker sends by itself.
 */
export function loadDice(): void {
  const fairDice = Math.random;
  Math.random = () => fairDice() / 40;
}
