import { afterEach, describe, expect, it } from 'vitest';
import { en } from './en';
import { language, languageFor, onLanguage, speak, t, wordOf } from './index';
import { ms } from './ms';
import { partsOf } from './rich';

type Text = string | ((...values: (string | number)[]) => string);

/** Every text by its path, in the order of the catalogue. */
function texts(of: object, path = ''): [string, Text][] {
  return Object.entries(of).flatMap(([key, value]): [string, Text][] =>
    typeof value === 'object' && value !== null ? texts(value as object, `${path}${key}.`) : [[path + key, value as Text]]);
}

/** Values that are written in the same way as a number and as a text, and that no text has by itself. */
const VALUES = [211, 223, 227, 229];

function valuesIn(text: Text): number[] {
  return typeof text === 'string' ? [] : VALUES.slice(0, text.length).filter((value) => text(...VALUES).includes(String(value)));
}

describe('the catalogue', () => {
  const english = texts(en);
  const malay = new Map(texts(ms));

  it('has the same texts in the same order in each language, as columns of tables stand', () => {
    expect([...malay.keys()]).toEqual(english.map(([path]) => path));
  });
  it.each(english)('has the same values in %s', (path, text) => {
    expect(valuesIn(malay.get(path) ?? '')).toEqual(valuesIn(text));
    if (typeof text === 'function') {
      expect(valuesIn(text)).toHaveLength(text.length);
    }
  });
  it.each(english)('says something in %s', (path, text) => {
    const said = malay.get(path) ?? '';
    expect(typeof said === 'string' ? said : said(...VALUES)).toMatch(/\S/);
    expect(typeof text).toBe(typeof said);
  });
  it('has one form for one and another for more in English, and one for all in Malay', () => {
    expect([en.now.payments(1), en.now.payments(2), en.messages.addresses(0), en.now.payments(12_345)]).toEqual(['1 payment', '2 payments', '0 addresses', '12,345 payments']);
    expect([ms.now.payments(1), ms.now.payments(2)]).toEqual(['1 bayaran', '2 bayaran']);
  });
});

describe('the language', () => {
  afterEach(() => speak('en'));

  it.each([
    ['ms', ['en-GB'], 'ms'],
    [null, ['ms-MY', 'en'], 'ms'],
    [null, ['ta-MY', 'MS', 'en'], 'ms'],
    [null, ['zh-Hans-MY'], 'en'],
    ['tlh', ['ms'], 'ms'],
    ['toString', [], 'en'],
  ])('kept as %s, of a browser that asks for %s, is %s', (kept, asked, expected) => {
    expect(languageFor(kept, asked)).toBe(expected);
  });
  it('changes for everybody who uses it, and the last choice wins', async () => {
    const told: string[] = [];
    const end = onLanguage(() => told.push(language()));
    await Promise.all([speak('en'), speak('ms')]);
    expect([t.shell.logOut, language(), told]).toEqual(['Log keluar', 'ms', ['ms']]);
    end();
    await Promise.all([speak('ms'), speak('en')]);
    expect([t.shell.logOut, told]).toEqual(['Log out', ['ms']]);
  });
  it('shows a value of the API that it has no word for as it came', () => {
    expect([wordOf(t.api.status, 'accepted'), wordOf(t.api.status, 'vanished'), wordOf(t.api.status, 'constructor')]).toEqual(['Accepted', 'vanished', 'constructor']);
  });
});

describe('elements within a text', () => {
  it('stand where the language has them', () => {
    expect(partsOf((who, when) => `told ${who}, ${when}.`)).toEqual(['told ', 0, ', ', 1, '.']);
    expect(partsOf((who, when) => `${when} an ${who}`)).toEqual([1, ' an ', 0]);
  });
});
