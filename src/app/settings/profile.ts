import * as v from 'valibot';

/** What others see of a person. `avatar` is a data URL, or nothing. */
export type Profile = v.InferOutput<typeof profileSchema>;

const profileSchema = v.object({
  displayName: v.optional(v.fallback(v.string(), ''), ''),
  bio: v.optional(v.fallback(v.string(), ''), ''),
  avatar: v.optional(v.fallback(v.nullable(v.string()), null), null),
});

/** How the app behaves on every device of the account. */
export type Preferences = v.InferOutput<typeof preferencesSchema>;

const preferencesSchema = v.object({
  theme: v.optional(v.fallback(v.picklist(['system', 'light', 'dark']), 'system'), 'system'),
  notifications: v.optional(v.fallback(v.boolean(), true), true),
  language: v.optional(v.fallback(v.picklist(['en', 'de']), 'en'), 'en'),
});

export function parseProfile(values: Readonly<Record<string, unknown>>): Profile {
  return v.parse(profileSchema, values);
}

export function parsePreferences(values: Readonly<Record<string, unknown>>): Preferences {
  return v.parse(preferencesSchema, values);
}
