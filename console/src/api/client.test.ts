import { describe, expect, it } from 'vitest';
import { t } from '../words';
import { failureOfAct, Problem, unlessLost } from './client';

describe('failureOfAct', () => {
  it.each([0, 502, 504])('says of status %d that it may have been done', (status) => {
    expect(failureOfAct(new Problem(status, 'gone'))).toBe(t.common.unknownOutcome);
  });
  it('passes on what the platform says', () => {
    expect(failureOfAct(new Problem(422, 'the booking service refuses'))).toBe('the booking service refuses');
  });
});

describe('unlessLost', () => {
  it.each([0, 502, 504])('takes an answer that is lost with status %d for none', async (status) => {
    await expect(unlessLost(Promise.reject(new Problem(status, 'gone')))).resolves.toBe(false);
  });
  it('tells of an answer', async () => {
    await expect(unlessLost(Promise.resolve({}))).resolves.toBe(true);
  });
  it.each([401, 409, 503])('passes on a refusal with status %d', async (status) => {
    await expect(unlessLost(Promise.reject(new Problem(status, 'no')))).rejects.toThrow('no');
  });
});
