import { describe, expect, it } from 'vitest';
import { changed, maySendAgain, messageSearch, totals } from './messages';

describe('messages', () => {
  it('reads what it knows from the address, and a phone number that looks like a number', () => {
    expect(messageSearch({ view: 'inbox', channel: 'sms', state: 'failed', q: 60123450001 })).toEqual({ view: 'inbox', channel: 'sms', state: 'failed', q: '60123450001' });
    expect(messageSearch({ view: 'all', channel: 'pigeon', state: 'lost', q: null })).toEqual({});
  });
  it('leaves out what is taken away', () => {
    expect(changed({ channel: 'sms', state: 'failed', q: 'a' }, { state: undefined })).toEqual({ channel: 'sms', q: 'a' });
  });
  it('sums up each channel over its days', () => {
    const figures = {
      days: [
        { day: '2026-02-12', channel: 'sms', sent: 3, failed: 1, dropped: 0 },
        { day: '2026-02-11', channel: 'sms', sent: 4, failed: 0, dropped: 2 },
      ],
      waiting: [{ channel: 'push', due: 1, deferred: 5 }],
    };
    expect(totals(figures)).toEqual([
      { channel: 'push', due: 1, deferred: 5, sent: 0, failed: 0, dropped: 0 },
      { channel: 'sms', due: 0, deferred: 0, sent: 7, failed: 1, dropped: 2 },
      { channel: 'email', due: 0, deferred: 0, sent: 0, failed: 0, dropped: 0 },
    ]);
  });
  it.each([['failed', true], ['dropped', true], ['sent', false], ['pending', false]])('%s may be sent again: %s', (state, may) => {
    expect(maySendAgain({ state })).toBe(may);
  });
});
