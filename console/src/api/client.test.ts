import { describe, expect, it } from 'vitest';
import { t } from '../words';
import { failureOfAct, Problem } from './client';

describe('failureOfAct', () => {
  it.each([0, 502, 504])('says of status %d that it may have been done', (status) => {
    expect(failureOfAct(new Problem(status, 'gone'))).toBe(t.common.unknownOutcome);
  });
  it('passes on what the platform says', () => {
    expect(failureOfAct(new Problem(422, 'the booking service refuses'))).toBe('the booking service refuses');
  });
});
