import { describe, expect, it } from 'vitest';
import { askAgainAfter, carriesThePage, isStill, type Process } from './processes';

const process = (more: Partial<Process>): Process => ({ name: 'services', title: 'Services', state: 'running', console: false, suspendable: false, services: [], took_millis: 0, ...more });

describe('processes', () => {
  it('are asked for again soon while one of them is away', () => {
    expect(askAgainAfter(undefined)).toBe(10_000);
    expect(askAgainAfter([process({})])).toBe(10_000);
    expect(askAgainAfter([process({}), process({ state: 'suspended' })])).toBe(1_000);
    expect(askAgainAfter([process({ state: 'restarting' })])).toBe(1_000);
  });
  it('are the same until their number or their start is another', () => {
    const before = process({ pid: 1, since: '2026-02-12T10:00:00Z' });
    expect(isStill(before, [process({ name: 'kafka' }), { ...before, state: 'restarting' }])).toBe(true);
    expect(isStill(before, [])).toBe(true);
    expect(isStill(before, [{ ...before, pid: 2 }])).toBe(false);
    expect(isStill(before, [{ ...before, since: '2026-02-12T10:00:09Z' }])).toBe(false);
  });
  it('carry the page when the console or the gateway runs in them', () => {
    expect(carriesThePage(process({ services: ['booking'] }))).toBe(false);
    expect(carriesThePage(process({ services: ['gateway'] }))).toBe(true);
    expect(carriesThePage(process({ console: true, services: ['console'] }))).toBe(true);
  });
});
