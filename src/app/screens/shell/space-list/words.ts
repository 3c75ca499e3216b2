export const spaceListWords = {
  unread: 'New',
  hint: 'Hold Alt and press the up or down arrow to move this space. Arrow keys alone go from space to space',
  grip: 'Alt+↑ and Alt+↓ move it, too',
  moved: (name: string, place: number, count: number) => `${name} is now ${place} of ${count}`,
} as const;
