import { en } from './en';

export type Words = typeof en;

/** The languages of the console, each named in itself. */
export const LANGUAGES = { en: 'English', ms: 'Bahasa Melayu' } as const;
export type Language = keyof typeof LANGUAGES;

const KEPT_AS = 'kilat.language';
/** English is a part of the first page; another language is loaded apart. */
const LOADED: Record<Language, () => Promise<Words>> = { en: () => Promise.resolve(en), ms: () => import('./ms').then(({ ms }) => ms) };

/** The texts of the language that was chosen. It changes, so nothing of it may be kept in a constant of a module. */
export let t: Words = en;
let chosen: Language = 'en';
const watchers = new Set<() => void>();

export function language(): Language {
  return chosen;
}

/** Tells of each change until the result is called. */
export function onLanguage(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

let latest = 0;

/** Shows everything in a language from now on. The one that was chosen last wins, however long the other took to load. */
export async function speak(next: Language): Promise<void> {
  const turn = ++latest;
  const words = await LOADED[next]();
  if (turn !== latest) {
    return;
  }
  t = words;
  chosen = next;
  watchers.forEach((watcher) => watcher());
}

function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}

/** The language that was kept, else the first that the browser asks for and that there is, else English. */
export function languageFor(kept: string | null, asked: readonly string[]): Language {
  return isLanguage(kept) ? kept : (asked.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find(isLanguage) ?? 'en');
}

/** Where the browser forbids to keep anything, the language is that of the browser each time. */
function storage<T>(work: (kept: Storage) => T): T | null {
  try {
    return work(window.localStorage);
  } catch {
    return null;
  }
}

export function keepLanguage(next: Language): void {
  storage((kept) => kept.setItem(KEPT_AS, next));
}

export function firstLanguage(): Language {
  return languageFor(storage((kept) => kept.getItem(KEPT_AS)), navigator.languages);
}

/** The word for a value of the API; the value itself if there is none. */
export function wordOf(words: Record<string, string>, value: string): string {
  return Object.hasOwn(words, value) ? (words[value] ?? value) : value;
}
