import type { Value } from 'backhaul/journal';
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

/** Another version of the app may have written other values: what does not fit counts as not there. */
export function parseProfile(values: ReadonlyMap<string, Value>): Profile {
  return v.parse(profileSchema, Object.fromEntries(values));
}

export function parsePreferences(values: ReadonlyMap<string, Value>): Preferences {
  return v.parse(preferencesSchema, Object.fromEntries(values));
}
