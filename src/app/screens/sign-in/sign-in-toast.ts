/** Names the toast that leads to signing in again. */
export const SIGN_IN_TOAST = 'sign-in';
