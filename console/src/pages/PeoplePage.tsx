import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { STAFF_ROLES, type StaffRole } from '../model/kinds';
import { invitationLink, mayDisable, mayEnable, openInvitationOf } from '../model/people';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { Badge, Loaded } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { t, wordOf } from '../words';
import { rich } from '../words/rich';

type Begin = (act: Act) => void;

/** Administrators and operators, and who is invited to be one. */
export function PeoplePage(): JSX.Element {
  const staff = useQuery({ queryKey: ['people'], queryFn: () => dataOf(api.GET('/api/v1/console/people')), refetchInterval: 30_000 });
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  return (
    <>
      <h1>{t.people.title}</h1>
      <p className="hint">{rich(t.people.about, <Link to="/audit">{t.audit.title}</Link>)}</p>
      {session.data?.role === 'admin' && <Invite invitations={staff.data?.invitations ?? []} begin={setAct} />}
      <Loaded query={staff}>
        {(data) => (
          <>
            <Accounts accounts={data.accounts} begin={setAct} />
            <Invitations invitations={data.invitations} begin={setAct} />
          </>
        )}
      </Loaded>
      {act !== undefined && <ReasonDialog act={act} onClose={() => { setAct(undefined); void queries.invalidateQueries({ queryKey: ['people'] }); }} />}
    </>
  );
}

function Accounts({ accounts, begin }: { accounts: Schemas['StaffMember'][]; begin: Begin }): JSX.Element {
  const session = useSession();
  const { role } = useSearch({ from: '/shell/people' });
  const navigate = useNavigate({ from: '/people' });
  const shown = accounts.filter((account) => role === undefined || account.role === role);
  const disable = (account: Schemas['StaffMember']): Act => ({
    title: t.people.disableTitle(account.name),
    extent: <p>{t.people.disableExtent} <strong>{account.email}</strong></p>,
    button: t.people.disable,
    run: (reason) => dataOf(api.POST('/api/v1/console/people/{id}/disable', { params: { path: { id: account.id } }, body: { reason } })),
  });
  const enable = (account: Schemas['StaffMember']): Act => ({
    title: t.people.enableTitle(account.name),
    extent: <p>{t.people.enableExtent} <strong>{account.email}</strong></p>,
    button: t.people.enable,
    run: (reason) => dataOf(api.POST('/api/v1/console/people/{id}/enable', { params: { path: { id: account.id } }, body: { reason } })),
  });
  return (
    <section>
      <h2>{t.people.accounts}</h2>
      <div className="filters">
        <div role="group" aria-label={t.people.roles}>
          {STAFF_ROLES.map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={role === one} onClick={() => void navigate({ search: role === one ? {} : { role: one } })}>{t.people.roleCount(t.api.role[one], accounts.filter((account) => account.role === one).length)}</button>
          ))}
        </div>
      </div>
      {shown.length === 0 ? <div className="empty"><p>{t.people.none}</p><Link to="/people">{t.people.showAll}</Link></div> : (
        <DataTable name={t.people.accounts} columns={t.people.accountColumns}>
          {shown.map((account) => (
            <tr key={account.id}>
              <td>{account.name}{account.email === session.data?.email && <small> {t.people.you}</small>}</td>
              <td>{account.email}</td>
              <td>{wordOf(t.api.role, account.role)}</td>
              <td>{account.disabled_at === undefined ? <Badge state="free">{t.people.active}</Badge> : <><Badge state="failed">{t.people.disabled}</Badge><Ago time={account.disabled_at} /></>}</td>
              <td><Ago time={account.created_at} /></td>
              <td>
                {mayDisable(session.data, account) && <button type="button" onClick={() => begin(disable(account))}>{t.people.openDisable}</button>}
                {mayEnable(session.data, account) && <button type="button" onClick={() => begin(enable(account))}>{t.people.openEnable}</button>}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

function Invitations({ invitations, begin }: { invitations: Schemas['OpenInvitation'][]; begin: Begin }): JSX.Element {
  const session = useSession();
  const withdraw = (invitation: Schemas['OpenInvitation']): Act => ({
    title: t.people.withdrawTitle(invitation.name),
    extent: <p>{t.people.withdrawExtent}</p>,
    button: t.people.withdraw,
    run: (reason) => dataOf(api.POST('/api/v1/console/invitations/{id}/withdraw', { params: { path: { id: invitation.id } }, body: { reason } })),
  });
  return (
    <section>
      <h2>{t.people.invitations}</h2>
      {invitations.length === 0 ? <div className="empty"><p>{t.people.noInvitations}</p></div> : (
        <DataTable name={t.people.invitations} columns={t.people.invitationColumns}>
          {invitations.map((invitation) => (
            <tr key={invitation.id}>
              <td>{invitation.name}</td>
              <td>{invitation.email}</td>
              <td>{wordOf(t.api.role, invitation.role)}</td>
              <td><Ago time={invitation.created_at} /></td>
              <td>{invitation.invited_by ?? '–'}</td>
              <td><Ago time={invitation.expires_at} /></td>
              <td>{session.data?.role === 'admin' && <button type="button" onClick={() => begin(withdraw(invitation))}>{t.people.openWithdraw}</button>}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

function Invite({ invitations, begin }: { invitations: Schemas['OpenInvitation'][]; begin: Begin }): JSX.Element {
  const [link, setLink] = useState<{ email: string; text: string }>();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const email = String(given.get('email')).trim();
    const name = String(given.get('name')).trim();
    const role = String(given.get('role')) as StaffRole;
    begin({
      title: t.people.inviteTitle(name, t.api.roleOf[role]),
      extent: (
        <>
          <p>{role === 'admin' ? t.people.inviteAdmin : t.people.inviteOperator} <strong>{email}</strong></p>
          <Voided open={openInvitationOf(email, invitations)} />
        </>
      ),
      button: t.people.invite,
      run: async (reason) => {
        const invitation = await dataOf(api.POST('/api/v1/console/people/invite', { body: { email, name, role, reason } }));
        setLink({ email, text: invitationLink(window.location.origin, invitation.token) });
        form.reset();
      },
    });
  };
  return (
    <section>
      <h2>{t.people.invite}</h2>
      <form className="filters invite" onSubmit={submit} aria-label={t.people.invite}>
        <label>{t.people.email} <input name="email" type="email" required maxLength={255} /></label>
        <label>{t.people.name} <input name="name" required maxLength={255} /></label>
        <label>{t.people.role} <select name="role" defaultValue="operator">{STAFF_ROLES.map((role) => <option key={role} value={role}>{t.api.role[role]}</option>)}</select></label>
        <button type="submit">{t.people.openInvite}</button>
      </form>
      {link !== undefined && (
        <div role="status" className="notice good">
          {t.people.link} <strong>{link.email}</strong>
          <input className="link" readOnly value={link.text} aria-label={t.people.linkLabel} onFocus={(event) => event.currentTarget.select()} />
          <button type="button" onClick={() => void navigator.clipboard?.writeText(link.text)}>{t.people.copy}</button>
        </div>
      )}
    </section>
  );
}

/** What becomes of the invitation that the address has. Another administrator may have made one that is not in the list yet. */
function Voided({ open }: { open: Schemas['OpenInvitation'] | undefined }): JSX.Element {
  return open === undefined ? <p>{t.people.voids}</p> : <p><strong>{rich((ago) => t.people.voidsOne(open.name, t.api.roleOf[open.role], ago), <Ago time={open.created_at} />)}</strong></p>;
}
