import type { AppView } from './app-view.ts';

/** What is needed of the view for spaces and messages. */
export type ConversationsView = () => Pick<
  AppView,
  'spaces' | 'joined' | 'profile' | 'collectionNames' | 'muted' | 'preferences'
>;
