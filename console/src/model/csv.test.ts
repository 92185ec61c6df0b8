import { describe, expect, it } from 'vitest';
import { csv, field } from './csv';

describe('csv', () => {
  it.each([
    ['=1+1', "'=1+1"], ['+60123', "'+60123"], ['-2', "'-2"], ['@SUM(A1)', "'@SUM(A1)"], ['\t=1', "'\t=1"], ['plain', 'plain'],
    ['a "b", c', '"a ""b"", c"'], ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'], ['two\nlines', '"two\nlines"'],
  ])('writes %j as %j', (cell, text) => {
    expect(field(cell)).toBe(text);
  });
  it('writes numbers as they are', () => {
    expect(field(-2210)).toBe('-2210');
  });
  it('writes the header first', () => {
    expect(csv(['a', 'b'], [['x', 1]])).toBe('a,b\r\nx,1\r\n');
  });
});
