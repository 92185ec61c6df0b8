import { describe, expect, it } from 'vitest';
import { askAgainAfter, carriesThePage, type Process } from './processes';

const process = (more: Partial<Process>): Process => ({ name: 'services', title: 'Services', state: 'running', console: false, suspendable: false, services: [], took_millis: 0, ...more });

describe('processes', () => {
  it('are asked for again soon while one of them is away', () => {
    expect(askAgainAfter(undefined)).toBe(10_000);
    expect(askAgainAfter([process({})])).toBe(10_000);
    expect(askAgainAfter([process({}), process({ state: 'suspended' })])).toBe(1_000);
    expect(askAgainAfter([process({ state: 'restarting' })])).toBe(1_000);
  });
  it('carry the page when the console or the gateway runs in them', () => {
    expect(carriesThePage(process({ services: ['booking'] }))).toBe(false);
    expect(carriesThePage(process({ services: ['gateway'] }))).toBe(true);
    expect(carriesThePage(process({ console: true, services: ['console'] }))).toBe(true);
  });
});
