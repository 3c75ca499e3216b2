/** What leads to both values, also from the shell, which has no need of the other words about conflicts. */
export const compareWord = 'Compare';
