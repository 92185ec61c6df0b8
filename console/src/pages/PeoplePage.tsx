import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent, type JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { useSession } from '../api/session';
import { invitationLink, mayDisable, mayEnable } from '../model/people';
import { ReasonDialog, type Act } from '../parts/ReasonDialog';
import { Badge, Loaded } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { PEOPLE_TEXTS, roleWord, STAFF_ROLES, type StaffRole } from '../words';

type Begin = (act: Act) => void;

/** Administrators and operators, and who is invited to be one. */
export function PeoplePage(): JSX.Element {
  const staff = useQuery({ queryKey: ['people'], queryFn: () => dataOf(api.GET('/api/v1/console/people')), refetchInterval: 30_000 });
  const session = useSession();
  const queries = useQueryClient();
  const [act, setAct] = useState<Act>();
  return (
    <>
      <h1>People</h1>
      <p className="hint">{PEOPLE_TEXTS.about} <Link to="/audit">Audit</Link></p>
      {session.data?.role === 'admin' && <Invite begin={setAct} />}
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
    title: `Disable ${account.name}`,
    extent: <p>{PEOPLE_TEXTS.disableExtent} <strong>{account.email}</strong></p>,
    button: 'Disable',
    run: (reason) => dataOf(api.POST('/api/v1/console/people/{id}/disable', { params: { path: { id: account.id } }, body: { reason } })),
  });
  const enable = (account: Schemas['StaffMember']): Act => ({
    title: `Enable ${account.name}`,
    extent: <p>{PEOPLE_TEXTS.enableExtent} <strong>{account.email}</strong></p>,
    button: 'Enable',
    run: (reason) => dataOf(api.POST('/api/v1/console/people/{id}/enable', { params: { path: { id: account.id } }, body: { reason } })),
  });
  return (
    <section>
      <h2>Accounts</h2>
      <div className="filters">
        <div role="group" aria-label="Roles">
          {STAFF_ROLES.map((one) => (
            <button key={one} type="button" className="chip" aria-pressed={role === one} onClick={() => void navigate({ search: role === one ? {} : { role: one } })}>{roleWord(one)} ({accounts.filter((account) => account.role === one).length})</button>
          ))}
        </div>
      </div>
      {shown.length === 0 ? <div className="empty"><p>{PEOPLE_TEXTS.none}</p><Link to="/people">Show all</Link></div> : (
        <DataTable name="Accounts" columns={['Name', 'Mail address', 'Role', 'State', 'Since', 'Act']}>
          {shown.map((account) => (
            <tr key={account.id}>
              <td>{account.name}{account.email === session.data?.email && <small> you</small>}</td>
              <td>{account.email}</td>
              <td>{roleWord(account.role)}</td>
              <td>{account.disabled_at === undefined ? <Badge state="free">Active</Badge> : <><Badge state="failed">Disabled</Badge><Ago time={account.disabled_at} /></>}</td>
              <td><Ago time={account.created_at} /></td>
              <td>
                {mayDisable(session.data, account) && <button type="button" onClick={() => begin(disable(account))}>Disable …</button>}
                {mayEnable(session.data, account) && <button type="button" onClick={() => begin(enable(account))}>Enable …</button>}
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
    title: `Withdraw the invitation of ${invitation.name}`,
    extent: <p>{PEOPLE_TEXTS.withdrawExtent}</p>,
    button: 'Withdraw',
    run: (reason) => dataOf(api.POST('/api/v1/console/invitations/{id}/withdraw', { params: { path: { id: invitation.id } }, body: { reason } })),
  });
  return (
    <section>
      <h2>Invitations</h2>
      {invitations.length === 0 ? <div className="empty"><p>{PEOPLE_TEXTS.noInvitations}</p></div> : (
        <DataTable name="Invitations" columns={['Name', 'Mail address', 'Role', 'Invited', 'By', 'Until', 'Act']}>
          {invitations.map((invitation) => (
            <tr key={invitation.id}>
              <td>{invitation.name}</td>
              <td>{invitation.email}</td>
              <td>{roleWord(invitation.role)}</td>
              <td><Ago time={invitation.created_at} /></td>
              <td>{invitation.invited_by ?? '–'}</td>
              <td><Ago time={invitation.expires_at} /></td>
              <td>{session.data?.role === 'admin' && <button type="button" onClick={() => begin(withdraw(invitation))}>Withdraw …</button>}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}

function Invite({ begin }: { begin: Begin }): JSX.Element {
  const [link, setLink] = useState<{ email: string; text: string }>();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const email = String(given.get('email')).trim();
    const name = String(given.get('name')).trim();
    const role = String(given.get('role')) as StaffRole;
    begin({
      title: `Invite ${name} as ${roleWord(role).toLowerCase()}`,
      extent: <p>{role === 'admin' ? PEOPLE_TEXTS.inviteAdmin : PEOPLE_TEXTS.inviteOperator} <strong>{email}</strong></p>,
      button: 'Invite',
      run: async (reason) => {
        const invitation = await dataOf(api.POST('/api/v1/console/people/invite', { body: { email, name, role, reason } }));
        setLink({ email, text: invitationLink(window.location.origin, invitation.token) });
        form.reset();
      },
    });
  };
  return (
    <section>
      <h2>Invite</h2>
      <form className="filters invite" onSubmit={submit} aria-label="Invite">
        <label>Mail address <input name="email" type="email" required maxLength={255} /></label>
        <label>Name <input name="name" required maxLength={255} /></label>
        <label>Role <select name="role" defaultValue="operator">{STAFF_ROLES.map((role) => <option key={role} value={role}>{roleWord(role)}</option>)}</select></label>
        <button type="submit">Invite …</button>
      </form>
      {link !== undefined && (
        <div role="status" className="notice good">
          {PEOPLE_TEXTS.link} <strong>{link.email}</strong>
          <input className="link" readOnly value={link.text} aria-label="Link of the invitation" onFocus={(event) => event.currentTarget.select()} />
          <button type="button" onClick={() => void navigator.clipboard?.writeText(link.text)}>Copy</button>
        </div>
      )}
    </section>
  );
}
