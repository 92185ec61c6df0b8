import { api } from './en/api';
import { booking, bookings, bulk, timeline } from './en/bookings';
import { common, entry, shell } from './en/common';
import { events } from './en/events';
import { map } from './en/map';
import { messages } from './en/messages';
import { money } from './en/money';
import { now } from './en/now';
import { audit, people } from './en/people';
import { runners } from './en/runners';
import { simulator } from './en/simulator';
import { system } from './en/system';

/**
 * Every text that the console shows, in English; its type is what every other language must have.
 *
 * For a new page: give it a section in en/ and the same in ms/, add both to the two lists (en.ts, ms.ts), and use it as t.section.key
 * from '../words', never outside of a function, because the language changes while the page is open. A text with values is a function
 * of strings and numbers; count() writes a number with its noun. Elements within a text are put there by rich(). Words for values of
 * the API stand in the section api, and wordOf() shows a value that it does not know as it came. inline.test.ts refuses texts
 * elsewhere, and words.test.ts a text whose values differ between the languages.
 *
 * Texts that services send (names, reasons, alarms, refusals, what providers said) are data, and are shown as they came.
 */
export const en = { locale: 'en-MY', common, shell, entry, api, now, map, bookings, bulk, booking, timeline, runners, money, messages, events, system, people, simulator, audit };
