/** What leads to signing in, also from the shell, which has no need of the other words about it. */
export const signInWord = 'Sign in';
