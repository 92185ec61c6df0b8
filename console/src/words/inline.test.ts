import { describe, expect, it } from 'vitest';
import { inlineTexts } from './inline';

/** Proper names, and the words in which a map is described to the library that draws it. */
const DATA = ['../model/places.ts', '../parts/mapStyle.ts'];
const SOURCES = import.meta.glob<string>(['../**/*.ts', '../**/*.tsx', '!../**/*.test.ts', '!../**/*.d.ts', '!./**'], { query: '?raw', import: 'default', eager: true });

describe('texts outside of the catalogue', () => {
  it.each(Object.entries(SOURCES).filter(([path]) => !DATA.includes(path)))('are not in %s', (path, source) => {
    expect(inlineTexts(path, source)).toEqual([]);
  });
  it('are looked for in every page', () => {
    expect(Object.keys(SOURCES).filter((path) => path.startsWith('../pages/')).length).toBeGreaterThan(12);
  });

  it.each([
    ['a child', '<p>Nobody is here</p>'],
    ['one word', '<b>unread</b>'],
    ['a branch', "<b>{read ? 'read' : t.unread}</b>"],
    ['a template', '<b>{`${count} left`}</b>'],
    ['a fallback', "<b>{name ?? 'nobody'}</b>"],
    ['a label', '<input aria-label="Search" />'],
    ['a placeholder', "<input placeholder={wide ? 'number' : ''} />"],
    ['a title', '<i title="old" />'],
    ['a property of ours', '<Figure label="Held" />'],
    ['the name of a table', '<DataTable name="rides" />'],
  ])('are found as %s', (_, element) => {
    expect(inlineTexts('x.tsx', `export const X = () => ${element};`)).toHaveLength(1);
  });
  it.each([
    ['a title of a dialog', "const act = () => ({ title: 'Cancel it' })"],
    ['one capitalised word', "const act = () => ({ button: 'Cancel' })"],
    ['an error', "const fail = () => { throw new Error('it is gone'); }"],
    ['a variable', "const X = () => { const words = bad ? 'It failed' : ''; return words; };"],
    ['a constant', "const TABS = ['Rides', 't'];"],
    ['a constant that takes the language of the beginning', 'const TITLE = t.now.title;'],
  ])('are found as %s', (_, code) => {
    expect(inlineTexts('x.ts', code)).toHaveLength(1);
  });
  it.each([
    ["import x from './A file';"],
    ["const X = () => <p className={bad ? 'figure bad' : 'figure'} role=\"status\">{t.now.title} – {'…'}</p>;"],
    ["const X = () => { const className = bad ? 'figure bad' : 'figure'; return <p className={className} />; };"],
    ["const X = () => <a href=\"/console/Now\">{state === 'Not begun' && t.a}</a>;"],
    ["const x = () => document.querySelector('tr, li a');"],
    ["const STATES = ['not_ready', 'away'];"],
    ["const X = () => <code>./kilat console</code>;"],
    ["const point = () => ({ type: 'Point' as const, 'Map.Title': t.map.title });"],
    ["type X = Schemas['BookingRow']; let y: 'Not begun';"],
    ['const title = () => t.now.title;'],
  ])('are not taken for one: %s', (code) => {
    expect(inlineTexts('x.tsx', code)).toEqual([]);
  });
});
