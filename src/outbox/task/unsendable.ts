/** What can make a task impossible to send. */
export type Unsendable = 'request-missing' | 'request-unreadable' | 'unknown-type' | 'unknown-version';
