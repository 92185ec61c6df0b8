import { expect, it } from 'vitest';
import { tabAfter } from './tabs';

it.each([
  ['a', 'ArrowRight', 'b'], ['c', 'ArrowRight', 'a'], ['a', 'ArrowLeft', 'c'], ['b', 'ArrowLeft', 'a'], ['b', 'Home', 'a'], ['b', 'End', 'c'], ['b', 'Enter', undefined], ['b', 'toString', undefined],
])('from %s the key %s leads to %s', (chosen, key, next) => {
  expect(tabAfter(['a', 'b', 'c'], chosen, key)).toBe(next);
});
