/** Names the toast that leads to what is doubted. */
export const HISTORY_TOAST = 'history';
