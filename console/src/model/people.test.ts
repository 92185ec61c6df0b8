import { describe, expect, it } from 'vitest';
import type { Schemas } from '../api/client';
import { invitationLink, mayDisable, mayEnable, openInvitationOf, passwordProblem } from './people';

const member = (more: Partial<Schemas['StaffMember']> = {}): Schemas['StaffMember'] => ({ id: 'a', name: 'Olga', email: 'olga@kilat.my', role: 'operator', created_at: '2026-02-12T10:00:00Z', ...more });
const admin = { email: 'adam@kilat.my', role: 'admin' };

describe('people', () => {
  it('offers to disable others who are active, and to enable those who are not', () => {
    expect([mayDisable(admin, member()), mayEnable(admin, member())]).toEqual([true, false]);
    const disabled = member({ disabled_at: '2026-02-12T10:00:00Z' });
    expect([mayDisable(admin, disabled), mayEnable(admin, disabled)]).toEqual([false, true]);
  });
  it('offers nobody their own account, and operators nothing', () => {
    expect(mayDisable(admin, member({ email: admin.email }))).toBe(false);
    expect(mayDisable({ email: 'o@kilat.my', role: 'operator' }, member())).toBe(false);
    expect(mayEnable(undefined, member({ disabled_at: 'x' }))).toBe(false);
  });
  it('finds the invitation that another one makes void, however the address is written', () => {
    const open = { id: 'i', name: 'Olga', email: 'olga@kilat.my', role: 'operator' as const, created_at: '2026-02-12T10:00:00Z', expires_at: '2026-02-15T10:00:00Z' };
    expect(openInvitationOf(' Olga@Kilat.my', [open])).toBe(open);
    expect(openInvitationOf('olga@kilat.my.example', [open])).toBeUndefined();
  });
  it('puts the token where no server sees it', () => {
    expect(new URL(invitationLink('https://kilat.my', 'secret-token')).pathname).toBe('/console/invitation');
    expect(new URL(invitationLink('https://kilat.my', 'secret-token')).search).toBe('');
  });
  it.each([['short', 'short', /12/], ['a long enough one', 'another one here', /differ/], ['a long enough one', 'a long enough one', /^$/]])('%s and %s', (one, other, problem) => {
    expect(passwordProblem(one, other)).toMatch(problem);
  });
});
