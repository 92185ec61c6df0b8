import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { Badge, Loaded } from '../parts/states';
import { DataTable } from '../parts/tables';
import { brief, whole } from '../quantities';
import { t } from '../words';
import { rich } from '../words/rich';

/** The services as they report on themselves. */
export function SystemPage(): JSX.Element {
  const system = useQuery({ queryKey: ['system'], queryFn: () => dataOf(api.GET('/api/v1/console/system')), refetchInterval: 10_000 });
  return (
    <>
      <h1>{t.system.title}</h1>
      <Loaded query={system}>{(data) => <><Services services={data.services} /><Slowest operations={data.slowest} /></>}</Loaded>
    </>
  );
}

function Services({ services }: { services: Schemas['ServiceState'][] }): JSX.Element {
  return (
    <section>
      <h2 id="services">{t.system.services}</h2>
      <DataTable name={t.system.services} columns={t.system.serviceColumns}>
        {services.map((service) => (
          <tr key={service.name}>
            <td><strong>{service.name}</strong></td>
            <td><Badge state={service.status}>{t.api.service[service.status]}</Badge></td>
            <td className="number">{service.status === 'away' ? '–' : brief(service.millis / 1000)}</td>
            <td className="wrap">{service.status === 'away' ? service.words : service.alarms.length === 0 ? '–' : service.alarms.map((alarm) => <div key={alarm.name}><strong>{alarm.name}</strong> {alarm.words}</div>)}</td>
            <td className="wrap"><Checks checks={service.checks} /></td>
          </tr>
        ))}
      </DataTable>
      <p className="hint">{rich(t.system.alarms, <code>docs/operate.md</code>)}</p>
    </section>
  );
}

/** Those that fail with their words; the rest is counted. */
function Checks({ checks }: { checks: Schemas['Word'][] }): JSX.Element {
  const failing = checks.filter((check) => check.words !== 'ok');
  const good = checks.length - failing.length;
  return (
    <>
      {failing.map((check) => <div key={check.name}><strong>{check.name}</strong> {check.words}</div>)}
      {good > 0 && <small title={checks.filter((check) => check.words === 'ok').map((check) => check.name).join(', ')}>{t.system.good(good)}</small>}
    </>
  );
}

function Slowest({ operations }: { operations: Schemas['OperationState'][] }): JSX.Element {
  return (
    <section>
      <h2 id="slowest">{t.system.slowest} <small>{t.system.slowestBy}</small></h2>
      {operations.length === 0 ? <p className="hint">{t.system.noOperations}</p> : (
        <DataTable name={t.system.slowest} columns={t.system.operationColumns}>
          {operations.map((one) => (
            <tr key={`${one.service} ${one.name}`}>
              <td><code>{one.name}</code></td>
              <td>{one.service}</td>
              <td className="number">{whole(one.requests)}</td>
              <td className={one.errors > 0 ? 'number bad' : 'number'}>{one.errors}</td>
              <td className="number">{brief(one.mean_millis / 1000)}</td>
              <td className="number">{brief(one.max_millis / 1000)}</td>
            </tr>
          ))}
        </DataTable>
      )}
    </section>
  );
}
