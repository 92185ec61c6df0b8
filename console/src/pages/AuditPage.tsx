import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { api, dataOf } from '../api/client';
import { Badge, Loaded } from '../parts/states';
import { DataTable } from '../parts/tables';
import { Ago } from '../parts/time';
import { shortId } from '../quantities';
import { t, wordOf } from '../words';

/** What was done in the console, by whom and why. */
export function AuditPage(): JSX.Element {
  const audit = useQuery({ queryKey: ['audit'], queryFn: () => dataOf(api.GET('/api/v1/console/audit')), refetchInterval: 10_000 });
  return (
    <>
      <h1>{t.audit.title}</h1>
      <Loaded query={audit}>
        {(entries) =>
          entries.length === 0 ? (
            <div className="empty"><p>{t.audit.none}</p></div>
          ) : (
            <DataTable name={t.audit.acts} columns={t.audit.columns}>
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <td><Ago time={entry.at} /></td>
                  <td>{entry.who}</td>
                  <td>{entry.act}</td>
                  <td><Target of={entry.target} /></td>
                  <td className="wrap">{entry.reason}</td>
                  <td className="wrap">{entry.outcome.startsWith('unknown') && <Badge state="failed">{t.audit.unknown}</Badge>}{entry.outcome.replace(/^unknown: /, '')}</td>
                </tr>
              ))}
            </DataTable>
          )
        }
      </Loaded>
    </>
  );
}

/** What an act was done to; what has a page leads there. */
function Target({ of }: { of: string }): JSX.Element {
  const [, kind, id] = /^(booking|runner|message|person) ([0-9a-f-]{36})$/.exec(of) ?? [];
  if (id === undefined) {
    return <span className="wrap">{of}</span>;
  }
  return <>{wordOf(t.audit.targets, kind ?? '')} <TargetLink kind={kind ?? ''} id={id} /></>;
}

function TargetLink({ kind, id }: { kind: string; id: string }): JSX.Element {
  const short = shortId(id);
  switch (kind) {
    case 'runner': return <Link to="/runners/$id" params={{ id }} title={id}>{short}</Link>;
    case 'message': return <Link to="/messages/$id" params={{ id }} title={id}>{short}</Link>;
    case 'person': return <Link to="/messages" search={{ q: id }} title={id}>{short}</Link>;
    default: return <Link to="/bookings/$id" params={{ id }} title={id}>{short}</Link>;
  }
}
