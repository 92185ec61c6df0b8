import type { Schemas } from '../api/client';
import { t } from '../words';

export const PASSWORD_LENGTH = 12;

/** Whether an administrator may be offered to disable an account: their own is disabled by somebody else. */
export function mayDisable(who: { email: string; role: string } | undefined, member: Schemas['StaffMember']): boolean {
  return who?.role === 'admin' && member.disabled_at === undefined && member.email !== who.email;
}

/** Whether an administrator may be offered to enable an account. */
export function mayEnable(who: { role: string } | undefined, member: Schemas['StaffMember']): boolean {
  return who?.role === 'admin' && member.disabled_at !== undefined;
}

/** The invitation of an address that is open, and void once the address is invited again. */
export function openInvitationOf(email: string, invitations: Schemas['OpenInvitation'][]): Schemas['OpenInvitation'] | undefined {
  return invitations.find((one) => one.email.toLowerCase() === email.trim().toLowerCase());
}

/** The link by which an invitation is accepted; its token stands behind a #, which browsers send to nobody. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/console/invitation#token=${token}`;
}

/** Why a password is not good enough yet; empty when it is. */
export function passwordProblem(password: string, again: string): string {
  if (password.length < PASSWORD_LENGTH) {
    return t.entry.passwordTooShort(PASSWORD_LENGTH);
  }
  return password === again ? '' : t.entry.passwordsDiffer;
}
