import { useQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { api, dataOf, type Schemas } from '../api/client';
import { Badge, Loaded } from '../parts/states';
import { DataTable } from '../parts/tables';
import { brief } from '../quantities';
import { SERVICE_WORDS, SYSTEM_TEXTS } from '../words';

/** The services as they report on themselves. */
export function SystemPage(): JSX.Element {
  const system = useQuery({ queryKey: ['system'], queryFn: () => dataOf(api.GET('/api/v1/console/system')), refetchInterval: 10_000 });
  return (
    <>
      <h1>System</h1>
      <Loaded query={system}>{(data) => <><Services services={data.services} /><Slowest operations={data.slowest} /></>}</Loaded>
    </>
  );
}

function Services({ services }: { services: Schemas['ServiceState'][] }): JSX.Element {
  return (
    <section>
      <h2 id="services">Services</h2>
      <DataTable name="Services" columns={['Service', 'State', 'Answered within', 'Alarms', 'Checks']}>
        {services.map((service) => (
          <tr key={service.name}>
            <td><strong>{service.name}</strong></td>
            <td><Badge state={service.status}>{SERVICE_WORDS[service.status]}</Badge></td>
            <td className="number">{service.status === 'away' ? '–' : brief(service.millis / 1000)}</td>
            <td className="wrap">{service.status === 'away' ? service.words : service.alarms.length === 0 ? '–' : service.alarms.map((alarm) => <div key={alarm.name}><strong>{alarm.name}</strong> {alarm.words}</div>)}</td>
            <td className="wrap"><Checks checks={service.checks} /></td>
          </tr>
        ))}
      </DataTable>
      <p className="hint">{SYSTEM_TEXTS.alarms}</p>
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
      {good > 0 && <small title={checks.filter((check) => check.words === 'ok').map((check) => check.name).join(', ')}>{good} good</small>}
    </>
  );
}

function Slowest({ operations }: { operations: Schemas['OperationState'][] }): JSX.Element {
  return (
    <section>
      <h2 id="slowest">Slowest operations <small>{SYSTEM_TEXTS.slowest}</small></h2>
      {operations.length === 0 ? <p className="hint">{SYSTEM_TEXTS.noOperations}</p> : (
        <DataTable name="Slowest operations" columns={['Operation', 'Service', 'Requests', 'Answered 5xx', 'On average', 'Longest lately']}>
          {operations.map((one) => (
            <tr key={`${one.service} ${one.name}`}>
              <td><code>{one.name}</code></td>
              <td>{one.service}</td>
              <td className="number">{one.requests.toLocaleString('en-MY')}</td>
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
